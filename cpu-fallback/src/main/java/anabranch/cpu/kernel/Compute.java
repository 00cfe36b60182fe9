package anabranch.cpu.kernel;

import anabranch.spi.Workers;
import java.util.function.Consumer;

/** What the kernels run with: the inner loops of this JVM, threads, and working memory. */
public final class Compute {
  /** What it is worth to hand to a thread that may have to be woken: some ten microseconds. */
  private static final long SLICE_WORK = 500_000;

  /** What it is worth to hand to a thread that waits for it. */
  static final long TEAM_SLICE_WORK = 200_000;

  private final FloatKernels kernels;
  private final FloatMath math;
  private final Workers workers;
  private final Grid grid;
  private final WorkingMemory memory;

  private Compute(
      FloatKernels kernels, FloatMath math, Workers workers, Grid grid, WorkingMemory memory) {
    this.kernels = kernels;
    this.math = math;
    this.workers = workers;
    this.grid = grid;
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
    return new Compute(new VectorKernels(), new VectorLoops(), workers, grid(workers), memory);
  }

  /** By plain loops. */
  static Compute scalar(Workers workers, WorkingMemory memory) {
    return new Compute(new ScalarKernels(), new ScalarLoops(), workers, grid(workers), memory);
  }

  /** The same with other threads. */
  public Compute with(Workers others) {
    return new Compute(kernels, math, others, grid(others), memory);
  }

  /** The same with memory from elsewhere. */
  public Compute with(WorkingMemory other) {
    return new Compute(kernels, math, workers, grid, other);
  }

  private static Grid grid(Workers workers) {
    return new Grid(workers, SLICE_WORK);
  }

  /** Runs {@code body} with the same threads, which stay together until it ends. */
  void together(Consumer<Compute> body) {
    Team.run(
        workers,
        team ->
            body.accept(new Compute(kernels, math, team, new Grid(team, TEAM_SLICE_WORK), memory)));
  }

  /**
   * Runs what large jobs spend their time in on numbers of its own until the JVM has compiled it:
   * some tenths of a second, most of them idle. Ends early if the thread is interrupted.
   */
  public void rehearse() {
    kernels.rehearse();
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

  Grid grid() {
    return grid;
  }

  WorkingMemory memory() {
    return memory;
  }
}
