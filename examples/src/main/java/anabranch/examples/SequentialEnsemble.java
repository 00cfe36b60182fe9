package anabranch.examples;

import anabranch.Device;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.examples.LstmEnsemble.Mode;

/** The tutorial's ensemble of bidirectional LSTMs, one member after the other. */
public final class SequentialEnsemble {
  /** Small, so that it is done at once: steps T, rows B of a batch, channels C. */
  static final int T = 10;

  static final int B = 4;
  static final int C = 32;
  static final int MEMBERS = 4;

  private SequentialEnsemble() {}

  /** An ensemble whose weights, and an input whose numbers, are the same at each call. */
  record Job(LstmEnsemble ensemble, Tensor input) {
    static Job make() {
      return Scope.seeded(
          0, () -> new Job(new LstmEnsemble(MEMBERS, C), Tensors.rand(Device.current(), T, B, C)));
    }

    Tensor run(Mode mode) {
      return ensemble.mode(mode).apply(input);
    }
  }

  /** Runs it. */
  public static void main(String[] args) {
    Job job = Job.make();

    Tensor first = job.run(Mode.SEQUENTIAL);
    Tensor again = job.run(Mode.SEQUENTIAL);

    System.out.println("sequential: " + first.shape());
    Expect.equal("a second run", first, again);
  }
}
