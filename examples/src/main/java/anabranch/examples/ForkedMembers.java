package anabranch.examples;

import anabranch.Tensor;
import anabranch.examples.LstmEnsemble.Mode;
import anabranch.examples.SequentialEnsemble.Job;

/** The same ensemble with its members forked too: {@link LstmEnsemble}. */
public final class ForkedMembers {
  private ForkedMembers() {}

  /** Runs it. */
  public static void main(String[] args) {
    Job job = Job.make();

    Tensor sequential = job.run(Mode.SEQUENTIAL);
    Tensor forked = job.run(Mode.MEMBERS);

    System.out.println("members forked: " + forked.shape() + ", the same numbers");
    Expect.equal("forked members", sequential, forked);
  }
}
