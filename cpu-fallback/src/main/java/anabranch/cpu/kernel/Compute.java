package anabranch.cpu.kernel;

import anabranch.spi.Workers;

/** What the kernels run with: the inner loops of this JVM, threads, and working memory. */
public final class Compute {
  private final FloatKernels kernels;
  private final FloatMath math;
  private final Workers workers;
  private final WorkingMemory memory;

  private Compute(FloatKernels kernels, FloatMath math, Workers workers, WorkingMemory memory) {
    this.kernels = kernels;
    this.math = math;
    this.workers = workers;
    this.memory = memory;
  }

  /**
   * By the Vector API, or by plain loops where the JVM was started without it; the results are the
   * same. Takes about a tenth of a second, so make one and share it.
   */
  public static Compute of(Workers workers, WorkingMemory memory) {
    boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    return vectors ? vector(workers, memory) : scalar(workers, memory);
  }

  /** By the Vector API. */
  static Compute vector(Workers workers, WorkingMemory memory) {
    return new Compute(new VectorKernels(), new VectorLoops(), workers, memory);
  }

  /** By plain loops. */
  static Compute scalar(Workers workers, WorkingMemory memory) {
    return new Compute(new ScalarKernels(), new ScalarLoops(), workers, memory);
  }

  /** The same with other threads. */
  public Compute with(Workers others) {
    return new Compute(kernels, math, others, memory);
  }

  /** The same with memory from elsewhere. */
  public Compute with(WorkingMemory other) {
    return new Compute(kernels, math, workers, other);
  }

  /** Elementary functions of arrays. */
  public FloatMath math() {
    return math;
  }

  FloatKernels kernels() {
    return kernels;
  }

  Workers workers() {
    return workers;
  }

  WorkingMemory memory() {
    return memory;
  }
}
