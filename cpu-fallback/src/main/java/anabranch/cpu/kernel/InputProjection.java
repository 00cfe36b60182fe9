package anabranch.cpu.kernel;

import java.lang.foreign.MemorySegment;

/** The inputs' part of the pre-activations, biases included, for a block of steps at once. */
final class InputProjection {
  /** Rows at once: enough to pay for reading the weights, few enough to stay in the caches. */
  private static final int BLOCK_ROWS = 200;

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
    return Math.clamp(Math.ceilDiv(BLOCK_ROWS, Math.max(1, batch)), 1, Math.max(1, steps));
  }

  /** Computes the block of the {@code steps} steps from the n-th taken on. */
  void run(int firstStep, int steps) {
    RowTiles tiles = RowTiles.of(steps * call.batch(), kernels.tileHeights());
    int rows = tiles.rows();
    long work = (long) rows * weights.inputSize();
    compute
        .grid()
        .run(1, tiles.count(), work, (_, _, from, to) -> pack(firstStep, tiles, from, to));
    compute
        .grid()
        .run(
            weights.units(),
            tiles.count(),
            work * weights.cell().gates() * weights.hiddenSize(),
            (firstUnit, endUnit, firstTile, endTile) -> {
              Tile tile = tiles.newTile(kernels);
              for (int unit = firstUnit; unit < endUnit; unit++) {
                project(tile, unit, endUnit, tiles, firstTile, endTile);
              }
            });
  }

  /** Packs tiles whose rows may belong to several steps. */
  private void pack(int firstStep, RowTiles tiles, int firstTile, int endTile) {
    int batch = call.batch();
    int depth = weights.inputSize();
    for (int i = firstTile; i < endTile; i++) {
      int end = tiles.start(i + 1);
      long at = 4L * tiles.start(i) * depth;
      int row = tiles.start(i);
      while (row < end) {
        int step = row / batch;
        int lines = Math.min(end, (step + 1) * batch) - row;
        Strided source = call.x().at(call.time(firstStep + step)).from(row - step * batch, 0);
        Packing.spread(source, lines, tiles.height(i), depth, buffers.input, at);
        at += 4L * lines;
        row += lines;
      }
    }
  }

  private void project(
      Tile tile, int unit, int endUnit, RowTiles tiles, int firstTile, int endTile) {
    MemorySegment gates = buffers.gates;
    int count = weights.cell().gates();
    for (int gate = 0; gate < count; gate++) {
      int index = unit * count + gate;
      int slot = weights.cell().inputSlot(gate);
      long at = buffers.gateAt(unit, slot, 0);
      tile.startFrom(weights.bias(unit, slot));
      tiles.multiply(
          kernels,
          tile,
          firstTile,
          endTile,
          buffers.input,
          weights.input(),
          index,
          Math.min(index + 1, endUnit * count - 1),
          gates,
          at);
    }
  }
}
