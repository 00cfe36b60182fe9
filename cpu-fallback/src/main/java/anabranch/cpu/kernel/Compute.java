package anabranch.cpu.kernel;

import anabranch.cpu.Workers;

/** What every kernel runs with: the inner loops of this JVM, threads, and working memory. */
public final class Compute {
  private final FloatKernels kernels;
  private final Workers workers;
  private final ScratchPool scratch;

  private Compute(FloatKernels kernels, Workers workers, ScratchPool scratch) {
    this.kernels = kernels;
    this.workers = workers;
    this.scratch = scratch;
  }

  /** By the Vector API. */
  public static Compute of(Workers workers, ScratchPool scratch) {
    return new Compute(new VectorKernels(), workers, scratch);
  }

  FloatKernels kernels() {
    return kernels;
  }

  Workers workers() {
    return workers;
  }

  ScratchPool scratch() {
    return scratch;
  }
}
