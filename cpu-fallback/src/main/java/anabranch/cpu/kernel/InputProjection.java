package anabranch.cpu.kernel;

/**
 * The inputs' part of the pre-activations, biases included: of several steps at once where a step
 * has few rows, so that the weights are not read for each; else of one step, panel by panel just
 * before the hidden state's part, so that the pre-activations stay in the nearest caches.
 */
final class InputProjection {
  /** Rows at once: enough to pay for reading the weights, few enough to stay in the caches. */
  private static final int BLOCK_ROWS = 200;

  /** So many rows of a step pay for reading the weights. */
  private static final int STEP_ROWS = 32;

  private final Compute compute;
  private final FloatKernels kernels;
  private final PackedRecurrent weights;
  private final RecurrentCall call;
  private final RecurrentBuffers buffers;

  InputProjection(
      Compute compute, PackedRecurrent weights, RecurrentCall call, RecurrentBuffers buffers) {
    this.compute = compute;
    this.kernels = compute.kernels();
    this.weights = weights;
    this.call = call;
    this.buffers = buffers;
  }

  /** Steps in a block. */
  static int blockSteps(int steps, int batch) {
    if (batch >= STEP_ROWS) {
      return 1;
    }
    return Math.clamp(Math.ceilDiv(BLOCK_ROWS, Math.max(1, batch)), 1, Math.max(1, steps));
  }

  /** Computes the block of the {@code steps} steps from the n-th taken on. */
  void run(int firstStep, int steps) {
    RowTiles tiles = RowTiles.of(steps * call.batch(), kernels.tileHeights());
    pack(firstStep, tiles);
    compute
        .grid()
        .run(
            weights.units(),
            tiles.count(),
            (long) tiles.rows()
                * weights.inputSize()
                * weights.cell().gates()
                * weights.hiddenSize(),
            (firstUnit, endUnit, firstTile, endTile) -> {
              Strip strip = Strip.of(kernels, tiles, firstTile, endTile);
              for (int unit = firstUnit; unit < endUnit; unit++) {
                project(strip, unit, unit);
              }
            });
  }

  /** Packs the rows of the steps from the n-th taken on, as many as {@code tiles} covers. */
  void pack(int firstStep, RowTiles tiles) {
    compute
        .grid()
        .run(
            1,
            tiles.count(),
            (long) tiles.rows() * weights.inputSize(),
            (_, _, from, to) -> pack(firstStep, tiles, from, to));
  }

  /** Packs tiles whose rows may belong to several steps. */
  private void pack(int firstStep, RowTiles tiles, int firstTile, int endTile) {
    int batch = call.batch();
    int depth = weights.inputSize();
    for (int i = firstTile; i < endTile; i++) {
      int end = tiles.start(i + 1);
      long at = PackedRows.bytes(tiles.start(i), depth);
      int row = tiles.start(i);
      while (row < end) {
        int step = row / batch;
        int lines = Math.min(end, (step + 1) * batch) - row;
        Strided source = call.x().at(call.time(firstStep + step)).from(row - step * batch, 0);
        PackedRows.put(kernels, source, lines, depth, buffers.input, at, tiles.height(i));
        at += lines * PackedRows.ROW_BYTES;
        row += lines;
      }
    }
  }

  /**
   * Computes a panel of hidden units for some of what was packed.
   *
   * @param home where among the units its pre-activations go
   */
  void project(Strip strip, int unit, int home) {
    for (int gate = 0; gate < weights.cell().gates(); gate++) {
      project(strip, unit, home, gate);
    }
  }

  /** Computes one gate of them. */
  void project(Strip strip, int unit, int home, int gate) {
    int slot = weights.cell().inputSlot(gate);
    kernels.multiply(
        strip,
        weights.bias(unit, slot),
        buffers.input,
        weights.input(unit, gate),
        null,
        null,
        buffers.gates,
        buffers.gateAt(home, slot, strip.firstRow()));
  }
}
