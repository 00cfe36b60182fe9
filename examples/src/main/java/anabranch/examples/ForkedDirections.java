package anabranch.examples;

import anabranch.Tensor;
import anabranch.examples.LstmEnsemble.Mode;
import anabranch.examples.SequentialEnsemble.Job;

/** The same ensemble with the two directions of each member forked: {@link BidirectionalLstm}. */
public final class ForkedDirections {
  private ForkedDirections() {}

  /** Runs it. */
  public static void main(String[] args) {
    Job job = Job.make();

    Tensor sequential = job.run(Mode.SEQUENTIAL);
    Tensor forked = job.run(Mode.DIRECTIONS);

    System.out.println("directions forked: " + forked.shape() + ", the same numbers");
    Expect.equal("forked directions", sequential, forked);
  }
}
