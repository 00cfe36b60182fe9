package anabranch.run;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** A completion is set once; each callback runs once, in the order added; no wait is missed. */
public final class CompletionRaces {
  private CompletionRaces() {}

  /** Two set it, one calls back. */
  @JCStressTest
  @Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "the first won")
  @Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "the second won")
  @State
  public static class OneWins {
    private final Completion<Integer> completion = new Completion<>();
    private final AtomicInteger calls = new AtomicInteger();

    /** Sets it. */
    @Actor
    public void first(III_Result r) {
      r.r1 = completion.complete(1) ? 1 : 0;
    }

    /** Sets it too. */
    @Actor
    public void second(III_Result r) {
      r.r2 = completion.complete(2) ? 1 : 0;
    }

    /** Is called back once, whichever thread does it. */
    @Actor
    public void callback() {
      completion.whenDone(value -> calls.incrementAndGet());
    }

    /** Counts. */
    @Arbiter
    public void count(III_Result r) {
      r.r3 = calls.get();
    }
  }

  /** Callbacks are added while it is set. */
  @JCStressTest
  @Outcome(id = "12", expect = ACCEPTABLE, desc = "in the order added")
  @State
  public static class InOrder {
    private final Completion<Integer> completion = new Completion<>();
    private volatile int order;

    /** Sets it. */
    @Actor
    public void set() {
      completion.complete(1);
    }

    /** Adds two callbacks. */
    @Actor
    public void add() {
      completion.whenDone(value -> order = 10 * order + 1);
      completion.whenDone(value -> order = 10 * order + 2);
    }

    /** Reads the order. */
    @Arbiter
    public void read(I_Result r) {
      r.r1 = order;
    }
  }

  /** Two threads wait while it is set. */
  @JCStressTest
  @Outcome(id = "7, 7", expect = ACCEPTABLE, desc = "both got it")
  @State
  public static class BothWake {
    private final Completion<Integer> completion = new Completion<>();

    /** Sets it. */
    @Actor
    public void set() {
      completion.complete(7);
    }

    /** Waits. */
    @Actor
    public void wait1(II_Result r) {
      r.r1 = Lab.join(completion);
    }

    /** Waits too. */
    @Actor
    public void wait2(II_Result r) {
      r.r2 = Lab.join(completion);
    }
  }
}
