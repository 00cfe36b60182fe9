package anabranch.cpu.kernel;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * One layer and direction of an LSTM or GRU over a whole sequence. The input projection of a block of steps is one product;
 * then each step adds the hidden state's product and applies the cell at once, panel by panel.
 */
public final class Recurrent {
  /** Rows of input projected at once: enough to pay for streaming the weights, few enough to stay in cache. */
  private static final int BLOCK_ROWS = 400;

  /** Multiply-adds below which a slice is not worth a hand-over between threads. */
  private static final long SLICE_WORK = 500_000;

  private final FloatKernels kernels;
  private final Compute compute;
  private final PackedRecurrent weights;
  private final Call call;
  private final int panel;
  private final long panelBytes;
  private final RowTiles tiles;
  private final int blockSteps;
  private final int blockRows;
  private final MemorySegment packedInput;
  private final MemorySegment gates;
  private final MemorySegment state;
  private MemorySegment h;
  private MemorySegment nextH;

  /**
   * One run's tensors. Sequences are indexed (step, batch, feature), states (batch, feature).
   *
   * @param steps T; may be 0
   * @param batch B; may be 0
   * @param reverse whether time runs backwards: from the last step to the first
   * @param x [T, B, I]
   * @param h0 [B, P or H]; null for zeros
   * @param c0 [B, H]; null for zeros and for a GRU
   * @param y [T, B, P or H], written
   * @param hn [B, P or H], written
   * @param cn [B, H], written; null for a GRU
   */
  public record Call(
      int steps,
      int batch,
      boolean reverse,
      Strided x,
      @Nullable Strided h0,
      @Nullable Strided c0,
      Strided y,
      @Nullable Strided hn,
      @Nullable Strided cn) {}

  private Recurrent(
      Compute compute, PackedRecurrent weights, Call call, RowTiles tiles, int blockSteps, Buffers buffers) {
    this.kernels = compute.kernels();
    this.compute = compute;
    this.weights = weights;
    this.call = call;
    this.panel = kernels.panel();
    this.panelBytes = 4L * panel;
    this.tiles = tiles;
    this.blockSteps = blockSteps;
    this.blockRows = blockSteps * call.batch();
    this.packedInput = buffers.input.segment();
    this.gates = buffers.gates.segment();
    this.state = buffers.state.segment();
    this.h = buffers.h.segment();
    this.nextH = buffers.nextH.segment();
  }

  private record Buffers(
      ScratchPool.Lease input,
      ScratchPool.Lease gates,
      ScratchPool.Lease state,
      ScratchPool.Lease h,
      ScratchPool.Lease nextH)
      implements AutoCloseable {
    @Override
    public void close() {
      input.close();
      gates.close();
      state.close();
      h.close();
      nextH.close();
    }
  }

  /** Runs the layer; see {@link Call}. */
  public static void run(Compute compute, PackedRecurrent weights, Call call) {
    int batch = call.batch();
    int blockSteps = Math.clamp(Math.ceilDiv(BLOCK_ROWS, Math.max(1, batch)), 1, Math.max(1, call.steps()));
    long rows = (long) blockSteps * batch;
    long units = weights.units() * 4L * compute.kernels().panel();
    ScratchPool pool = compute.scratch();
    try (Buffers buffers =
        new Buffers(
            pool.lease(4 * rows * weights.inputSize() + 64),
            pool.lease(units * rows * Cell.SLOTS + 64),
            pool.lease(units * batch + 64),
            pool.lease(4L * batch * weights.outputSize() + 64),
            pool.lease(4L * batch * weights.outputSize() + 64))) {
      RowTiles tiles = RowTiles.of(batch, compute.kernels().tileHeights());
      new Recurrent(compute, weights, call, tiles, blockSteps, buffers).run();
    }
  }

  private void run() {
    begin();
    for (int done = 0; done < call.steps(); done += blockSteps) {
      int steps = Math.min(blockSteps, call.steps() - done);
      project(done, steps);
      for (int i = 0; i < steps; i++) {
        step(done + i, i);
      }
    }
    end();
  }

  /** The place in time of the n-th step. */
  private int time(int step) {
    return call.reverse() ? call.steps() - 1 - step : step;
  }

  private void begin() {
    state.fill((byte) 0);
    h.fill((byte) 0);
    if (call.h0() != null) {
      Packing.rows(call.h0(), tiles, weights.outputSize(), h, 0);
    }
    Strided first = weights.cell() == Cell.LSTM ? call.c0() : call.h0();
    if (first != null) {
      for (int unit = 0; unit < weights.units(); unit++) {
        Strided source = first.from(0, (long) unit * panel).transposed();
        Packing.lines(source, weights.columnsOf(unit), panel, call.batch(), state, stateAt(unit, 0));
      }
    }
  }

  private void end() {
    if (call.cn() != null) {
      for (int unit = 0; unit < weights.units(); unit++) {
        Unpacking.rows(
            state, stateAt(unit, 0), panel, call.batch(), weights.columnsOf(unit), call.cn().from(0, (long) unit * panel));
      }
    }
    if (call.hn() != null) {
      Unpacking.tiles(h, tiles, weights.outputSize(), call.hn());
    }
  }

  private void project(int firstStep, int steps) {
    int rows = steps * call.batch();
    RowTiles blockTiles = RowTiles.of(rows, kernels.tileHeights());
    int depth = weights.inputSize();
    packInput(firstStep, steps, blockTiles);
    slice(weights.units(), (long) rows * depth * panel * Cell.SLOTS, (from, to) -> {
      for (int unit = from; unit < to; unit++) {
        startFromBias(unit, rows);
        for (int gate = 0; gate < weights.cell().gates(); gate++) {
          multiply(
              blockTiles,
              packedInput,
              weights.input(),
              unit * weights.cell().gates() + gate,
              gateAt(unit, weights.cell().inputSlot(gate), 0));
        }
      }
    });
  }

  private void packInput(int firstStep, int steps, RowTiles blockTiles) {
    // rows of a tile may belong to different steps
    int batch = call.batch();
    int depth = weights.inputSize();
    for (int i = 0; i < blockTiles.count(); i++) {
      int start = blockTiles.start(i);
      int height = blockTiles.height(i);
      long at = 4L * start * depth;
      for (int row = start; row < start + height; ) {
        int step = row / batch;
        int lines = Math.min(start + height, (step + 1) * batch) - row;
        Strided source = call.x().at(time(firstStep + step)).from(row - step * batch, 0);
        Packing.spread(source, lines, height, depth, packedInput, at + 4L * (row - start));
        row += lines;
      }
    }
  }

  private void startFromBias(int unit, int rows) {
    for (int slot = 0; slot < Cell.SLOTS; slot++) {
      MemorySegment bias = weights.bias();
      long biasAt = (unit * (long) Cell.SLOTS + slot) * panelBytes;
      kernels.repeatPanel(bias, biasAt, gates, gateAt(unit, slot, 0), rows);
    }
  }

  private void step(int step, int stepInBlock) {
    int batch = call.batch();
    int firstRow = stepInBlock * batch;
    int depth = weights.outputSize();
    slice(weights.units(), (long) batch * depth * panel * Cell.SLOTS, (from, to) -> {
      for (int unit = from; unit < to; unit++) {
        for (int gate = 0; gate < weights.cell().gates(); gate++) {
          int index = unit * weights.cell().gates() + gate;
          multiply(tiles, h, weights.hidden(), index, gateAt(unit, weights.cell().hiddenSlot(gate), firstRow));
        }
        applyLstm(gateAt(unit, 0, firstRow), stateAt(unit, 0));
        publish(step, unit, gateAt(unit, 0, firstRow));
      }
    });
    MemorySegment swap = h;
    h = nextH;
    nextH = swap;
  }

  private void applyLstm(long at, long stateAt) {
    long count = (long) call.batch() * panel;
    long slotBytes = blockRows * panelBytes;
    kernels.sigmoid(gates, at, count);
    kernels.sigmoid(gates, at + slotBytes, count);
    kernels.tanh(gates, at + 2 * slotBytes, count);
    kernels.sigmoid(gates, at + 3 * slotBytes, count);
    kernels.lstmState(count, gates, at, slotBytes, state, stateAt);
    kernels.tanh(gates, at, count);
    kernels.multiply(count, gates, at, gates, at + 3 * slotBytes);
  }

  private void publish(int step, int unit, long at) {
    int columns = weights.columnsOf(unit);
    Unpacking.rows(gates, at, panel, call.batch(), columns, call.y().at(time(step)).from(0, (long) unit * panel));
    for (int i = 0; i < tiles.count(); i++) {
      int start = tiles.start(i);
      int height = tiles.height(i);
      long target = 4L * ((long) start * weights.outputSize() + (long) unit * panel * height);
      Strided source =
          Strided.matrix(Element.F32, gates, (at + start * panelBytes) / 4, panel, 1);
      Packing.lines(source, height, height, columns, nextH, target);
    }
  }

  private void multiply(RowTiles rows, MemorySegment a, PackedMatrix b, int index, long at) {
    for (int i = 0; i < rows.count(); i++) {
      int start = rows.start(i);
      kernels.tile(
          rows.height(i),
          b.depth(),
          a,
          4L * start * b.depth(),
          b.segment(),
          b.at(index),
          panelBytes,
          gates,
          at + start * panelBytes);
    }
  }

  private long gateAt(int unit, int slot, int row) {
    return (((long) unit * Cell.SLOTS + slot) * blockRows + row) * panelBytes;
  }

  private long stateAt(int unit, int row) {
    return ((long) unit * call.batch() + row) * panelBytes;
  }

  private interface Range {
    void run(int from, int to);
  }

  private void slice(int count, long workEach, Range range) {
    int slices = (int) Math.min(Math.min(count, 2L * compute.workers().size()), count * workEach / SLICE_WORK);
    if (slices <= 1 || compute.workers().size() == 1) {
      range.run(0, count);
    } else {
      compute.workers().run(slices, i -> range.run(count * i / slices, count * (i + 1) / slices));
    }
  }
}
