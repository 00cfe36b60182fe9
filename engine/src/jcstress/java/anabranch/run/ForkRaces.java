package anabranch.run;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** Exactly one thread runs a body, or nobody does because it was cancelled. */
public final class ForkRaces {
  private ForkRaces() {}

  private static ForkTask waiting(Ownership scope, ForkTask.Body body) {
    return Lab.ENGINE.root().with(scope).call(() -> ForkTask.waiting(body, null, Lab.WALKER));
  }

  /** A pool's thread, a thread that awaits and one that cancels reach for the same fork. */
  @JCStressTest
  @org.openjdk.jcstress.annotations.Outcome(
      id = "1, 0, 1",
      expect = ACCEPTABLE,
      desc = "ran, and cancelled too late")
  @org.openjdk.jcstress.annotations.Outcome(
      id = "0, 1, 1",
      expect = ACCEPTABLE,
      desc = "cancelled before anybody ran it")
  @org.openjdk.jcstress.annotations.Outcome(
      id = "1, 1, 1",
      expect = ACCEPTABLE,
      desc = "cancelled while it ran")
  @State
  public static class Claim {
    private final AtomicInteger runs = new AtomicInteger();
    private final Ownership scope = Lab.ENGINE.root().scope().nested();
    private final ForkTask fork = waiting(scope, self -> runs.incrementAndGet());

    /** Queues it. */
    @Actor
    public void trigger() {
      fork.trigger();
    }

    /** Awaits it. */
    @Actor
    public void inline() {
      fork.tryRunInline(Lab.ENGINE.root());
    }

    /** Cancels it. */
    @Actor
    public void cancel(III_Result r) {
      r.r2 = fork.cancel() ? 1 : 0;
    }

    /** Waits for the end; a cancel that came true is what the outcome says. */
    @Arbiter
    public void look(III_Result r) {
      Lab.join(fork);
      r.r1 = runs.get();
      boolean says = fork.completion().peek() instanceof Outcome.Cancelled<?>;
      r.r3 = says == (r.r2 == 1) && scope.running().isEmpty() ? 1 : 0;
    }
  }

  /** A fork returns while the scope that it belongs to hands it to another. */
  @JCStressTest
  @org.openjdk.jcstress.annotations.Outcome(
      id = "0, 1",
      expect = ACCEPTABLE,
      desc = "the value lived until the second scope ended")
  @State
  public static class Move {
    private final Ownership inner = Lab.ENGINE.root().scope().nested();
    private final Ownership outer = Lab.ENGINE.root().scope().nested();
    private final Grip grip = Lab.grip(Lab.device());
    private final ForkTask fork = waiting(inner, self -> adopted());

    private Grip adopted() {
      Context.current().scope().adopt(grip);
      return grip;
    }

    /** Runs it. */
    @Actor
    public void run() {
      fork.trigger();
      fork.tryRunInline(Lab.ENGINE.root());
    }

    /** Moves it. */
    @Actor
    public void move() {
      Moving.futures(Lab.WALKER, fork, inner, outer);
      Moving.all(Lab.WALKER, fork, inner, outer);
      inner.end();
    }

    /** Looks before and after the end of the scope that it moved to. */
    @Arbiter
    public void look(II_Result r) {
      Lab.join(fork);
      r.r1 = Lab.isFreed(grip) ? 1 : 0;
      outer.end();
      r.r2 = Lab.isFreed(grip) ? 1 : 0;
    }
  }
}
