package anabranch.cpu.kernel;

import org.jspecify.annotations.Nullable;

/**
 * One run of one layer and direction. Sequences are indexed (step, row of the batch, feature),
 * states (row of the batch, feature); P is H where there is no projection.
 *
 * @param steps T; may be 0
 * @param batch B; may be 0
 * @param reverse whether time runs from the last step to the first; x and y keep their order
 * @param x [T, B, I]
 * @param h0 [B, P]; null for zeros
 * @param c0 [B, H]; null for zeros, and for a GRU
 * @param y [T, B, P], written; overlaps no input
 * @param hn [B, P], written unless null
 * @param cn [B, H], written unless null; null for a GRU
 */
public record RecurrentCall(
    int steps,
    int batch,
    boolean reverse,
    Strided x,
    @Nullable Strided h0,
    @Nullable Strided c0,
    Strided y,
    @Nullable Strided hn,
    @Nullable Strided cn) {
  /** Multiply-adds of a step that a team would cut. Without that nobody needs to stay. */
  private static final long TEAM_STEP_WORK = 2 * Compute.TEAM_SLICE_WORK;

  /** The place in the sequence of the n-th step taken. */
  int time(int step) {
    return reverse ? steps - 1 - step : step;
  }

  /** Runs the layer. */
  public void run(Compute compute, PackedRecurrent weights) {
    int blockSteps = InputProjection.blockSteps(steps, batch);
    long depth = weights.outputSize() + (blockSteps == 1 ? weights.inputSize() : 0L);
    if (compute.workers().size() > 1
        && steps > 1
        && weights.stepWork(batch, depth) >= TEAM_STEP_WORK) {
      compute.together(team -> runAll(team, weights, blockSteps));
    } else {
      runAll(compute, weights, blockSteps);
    }
  }

  private void runAll(Compute compute, PackedRecurrent weights, int blockSteps) {
    try (RecurrentBuffers buffers = new RecurrentBuffers(compute, weights, batch, blockSteps)) {
      new Recurrence(compute, weights, this, buffers, blockSteps).run();
    }
  }
}
