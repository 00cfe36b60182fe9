package anabranch.run;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Memory is freed exactly once, when nobody claims it any more. */
public final class LifetimeRaces {
  private LifetimeRaces() {}

  /** A grip is closed while a fork takes and leaves it. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "held, then freed")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "closed before, freed")
  @State
  public static class CloseAndHold {
    private final Grip grip = Lab.grip(Lab.device());

    /** Closes it. */
    @Actor
    public void close() {
      grip.close();
    }

    /** Holds it for a while; it must be there meanwhile. */
    @Actor
    public void hold(II_Result r) {
      if (grip.hold()) {
        r.r1 = Lab.isFreed(grip) ? -1 : 1;
        grip.letGo();
      }
    }

    /** Looks. */
    @Arbiter
    public void look(II_Result r) {
      r.r2 = Lab.isFreed(grip) ? 1 : 0;
    }
  }

  /** Two close, the scope ends. */
  @JCStressTest
  @Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "the first closed it")
  @Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "the second closed it")
  @Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "the scope closed it")
  @State
  public static class CloseAndEnd {
    private final Ownership scope = Lab.ENGINE.root().scope().nested();
    private final Grip grip = Lab.grip(Lab.device());

    /** Makes the scope own the grip. */
    public CloseAndEnd() {
      scope.adopt(grip);
    }

    /** Closes it. */
    @Actor
    public void first(III_Result r) {
      r.r1 = grip.close() ? 1 : 0;
    }

    /** Closes it too. */
    @Actor
    public void second(III_Result r) {
      r.r2 = grip.close() ? 1 : 0;
    }

    /** Ends the scope. */
    @Actor
    public void end() {
      scope.end();
    }

    /** Looks. */
    @Arbiter
    public void look(III_Result r) {
      r.r3 = Lab.isFreed(grip) ? 1 : 0;
    }
  }

  /** A grip moves out of its scope while it is closed. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "freed once")
  @State
  public static class CloseAndMove {
    private final Ownership inner = Lab.ENGINE.root().scope().nested();
    private final Ownership outer = Lab.ENGINE.root().scope().nested();
    private final Grip grip = Lab.grip(Lab.device());

    /** Makes the inner scope own the grip. */
    public CloseAndMove() {
      inner.adopt(grip);
    }

    /** Closes it. */
    @Actor
    public void close() {
      grip.close();
    }

    /** Moves it, and ends the scope that it came from. */
    @Actor
    public void move() {
      inner.move(grip, outer);
      inner.end();
    }

    /** Looks. */
    @Arbiter
    public void look(I_Result r) {
      outer.end();
      r.r1 = Lab.isFreed(grip) ? 1 : 0;
    }
  }

  /** Two tasks lease and give back. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "all given back, one stream made")
  @State
  public static class Leases {
    private final OpenDevice device = Lab.device();

    /** Leases and gives back. */
    @Actor
    public void first() {
      device.streams().lease().giveBack();
    }

    /** Leases and gives back too. */
    @Actor
    public void second() {
      device.streams().lease().giveBack();
    }

    /** Counts. */
    @Arbiter
    public void count(II_Result r) {
      r.r1 = device.streams().leased();
      r.r2 = device.streams().size();
    }
  }
}
