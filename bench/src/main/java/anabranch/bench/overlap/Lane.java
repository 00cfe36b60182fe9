package anabranch.bench.overlap;

import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.examples.LstmEnsemble;
import anabranch.examples.LstmEnsemble.Mode;

/** The ensemble with its input on a device of some width. */
final class Lane implements AutoCloseable {
  private final Target.Opened opened;
  private final LstmEnsemble ensemble;
  private final Tensor input;

  private Lane(Target.Opened opened, LstmEnsemble ensemble, Tensor input) {
    this.opened = opened;
    this.ensemble = ensemble;
    this.input = input;
  }

  private record Model(LstmEnsemble ensemble, Tensor input) {}

  /** Makes the weights and the input of {@code job}, which are the same at each width. */
  static Lane open(Target target, Job job, int width) throws Exception {
    Target.Opened opened = target.open(width);
    try {
      Model model =
          opened
              .devices()
              .call(() -> opened.device().use(() -> Scope.seeded(0, () -> model(opened, job))));
      return new Lane(opened, model.ensemble(), model.input());
    } catch (Exception | Error e) {
      opened.close();
      throw e;
    }
  }

  private static Model model(Target.Opened opened, Job job) {
    return new Model(
        new LstmEnsemble(job.members(), job.hidden()),
        Tensors.rand(opened.device(), job.steps(), job.batch(), job.hidden()));
  }

  /** All numbers of the result. */
  float[] output(Mode mode) throws Exception {
    ensemble.mode(mode);
    return opened.devices().call(() -> ensemble.apply(input).toFloatArray());
  }

  /**
   * Runs it {@code times} times on a thread of the pool, each time until the device is done.
   *
   * @return the seconds of one
   */
  double run(Mode mode, int times) throws Exception {
    ensemble.mode(mode);
    return opened
        .devices()
        .call(
            () -> {
              long start = System.nanoTime();
              for (int i = 0; i < times; i++) {
                Scope.run(() -> ensemble.apply(input).rank());
                opened.device().synchronize();
              }
              return (System.nanoTime() - start) / 1e9 / times;
            });
  }

  @Override
  public void close() {
    opened.close();
  }
}
