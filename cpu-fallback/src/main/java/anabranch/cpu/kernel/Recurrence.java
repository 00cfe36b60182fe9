package anabranch.cpu.kernel;

import java.lang.foreign.MemorySegment;

/**
 * The steps of one run: each adds the hidden state's product to the pre-activations and applies the
 * cell at once, panel by panel of hidden units.
 */
final class Recurrence {
  private final Compute compute;
  private final FloatKernels kernels;
  private final PackedRecurrent weights;
  private final RecurrentCall call;
  private final RecurrentBuffers buffers;
  private final RowTiles tiles;
  private final int panel;

  /** For steps that are not cut, and so are computed by one thread. */
  private final Strip wholeStrip;

  private final InputProjection inputs;
  private final int blockSteps;

  /** Whether the inputs' part is computed together with the hidden state's. */
  private final boolean isStepwise;

  Recurrence(
      Compute compute,
      PackedRecurrent weights,
      RecurrentCall call,
      RecurrentBuffers buffers,
      int blockSteps) {
    this.compute = compute;
    this.kernels = compute.kernels();
    this.weights = weights;
    this.call = call;
    this.buffers = buffers;
    this.tiles = RowTiles.of(call.batch(), kernels.tileHeights());
    this.panel = kernels.panel();
    this.wholeStrip = Strip.of(kernels, tiles, 0, tiles.count());
    this.inputs = new InputProjection(compute, weights, call, buffers);
    this.blockSteps = blockSteps;
    this.isStepwise = blockSteps == 1;
  }

  void run() {
    begin();
    for (int done = 0; done < call.steps(); done += blockSteps) {
      int steps = Math.min(blockSteps, call.steps() - done);
      if (isStepwise) {
        inputs.pack(done, tiles);
      } else {
        inputs.run(done, steps);
      }
      for (int i = 0; i < steps; i++) {
        step(call.y().at(call.time(done + i)), i * call.batch(), (done + i) % 2 == 1);
      }
    }
    end();
  }

  private void begin() {
    buffers.hidden().fill((byte) 0);
    buffers.state.fill((byte) 0);
    if (call.h0() != null) {
      int depth = weights.outputSize();
      PackedRows.fill(kernels, call.h0(), tiles, 0, tiles.count(), depth, buffers.hidden());
    }
    Strided first = weights.cell() == Cell.LSTM ? call.c0() : call.h0();
    if (first != null) {
      for (int unit = 0; unit < weights.units(); unit++) {
        Strided columns = first.from(0, (long) unit * panel).transposed();
        int count = weights.columnsOf(unit);
        Packing.lines(columns, count, panel, call.batch(), buffers.state, buffers.stateAt(unit, 0));
      }
    }
  }

  private void end() {
    if (call.hn() != null) {
      PackedRows.unpack(kernels, buffers.hidden(), tiles, weights.outputSize(), call.hn());
    }
    if (call.cn() != null) {
      for (int unit = 0; unit < weights.units(); unit++) {
        Strided target = call.cn().from(0, (long) unit * panel);
        int count = weights.columnsOf(unit);
        long at = buffers.stateAt(unit, 0);
        Unpacking.rows(kernels, buffers.state, at, 4L * panel, call.batch(), count, target);
      }
    }
  }

  /**
   * Takes a step.
   *
   * @param y [B, P]
   * @param firstRow where the step's rows begin in the block
   * @param isBack whether panels are taken from the last to the first: each step begins with the
   *     weights that the one before has left in the caches
   */
  private void step(Strided y, int firstRow, boolean isBack) {
    long depth = (long) weights.inputSize() + weights.outputSize();
    compute
        .grid()
        .run(
            weights.units(),
            tiles.count(),
            weights.stepWork(call.batch(), isStepwise ? depth : weights.outputSize()),
            (firstUnit, endUnit, firstTile, endTile) -> {
              boolean isAll =
                  endUnit - firstUnit == weights.units() && endTile - firstTile == tiles.count();
              Strip strip = isAll ? wholeStrip : Strip.of(kernels, tiles, firstTile, endTile);
              for (int i = firstUnit; i < endUnit; i++) {
                int unit = isBack ? firstUnit + endUnit - 1 - i : i;
                int home = isStepwise ? firstUnit : unit;
                preActivations(strip, unit, home, firstRow);
                finish(y, strip, unit, home, firstRow);
              }
            });
    PackedPanels projection = weights.projection();
    if (projection != null) {
      project(y, projection);
    }
    buffers.advance();
  }

  /**
   * Completes the pre-activations of a panel of hidden units.
   *
   * @param home where among the units they are
   */
  private void preActivations(Strip strip, int unit, int home, int firstRow) {
    if (weights.cell() == Cell.LSTM && tiles.rows() == 1) {
      row(strip, unit, home, firstRow);
      return;
    }
    for (int gate = 0; gate < weights.cell().gates(); gate++) {
      if (isStepwise) {
        bothParts(strip, unit, home, gate);
      } else {
        addHidden(strip, unit, home, gate, firstRow);
      }
    }
  }

  private void row(Strip strip, int unit, int home, int firstRow) {
    if (isStepwise) {
      inputs.project(strip, unit, home);
    }
    PackedPanels.Panel first = weights.hidden(unit, 0);
    kernels.row(
        strip.tile(),
        first.depth(),
        buffers.hidden(),
        first.segment(),
        first.at(),
        buffers.gates,
        buffers.gateAt(home, 0, firstRow),
        buffers.slotBytes());
  }

  /**
   * A tile's sums stay where they are between the inputs' part and the hidden state's, if both go
   * to one slot.
   */
  private void bothParts(Strip strip, int unit, int home, int gate) {
    int inputSlot = weights.cell().inputSlot(gate);
    int slot = weights.cell().hiddenSlot(gate);
    if (slot != inputSlot) {
      inputs.project(strip, unit, home, gate);
      addHidden(strip, unit, home, gate, 0);
      return;
    }
    kernels.multiply(
        strip,
        weights.bias(unit, slot),
        buffers.input,
        weights.input(unit, gate),
        buffers.hidden(),
        weights.hidden(unit, gate),
        buffers.gates,
        buffers.gateAt(home, slot, strip.firstRow()));
  }

  private void addHidden(Strip strip, int unit, int home, int gate, int firstRow) {
    int slot = weights.cell().hiddenSlot(gate);
    boolean hasInputs = slot == weights.cell().inputSlot(gate);
    kernels.multiply(
        strip,
        hasInputs ? null : weights.bias(unit, slot),
        buffers.hidden(),
        weights.hidden(unit, gate),
        null,
        null,
        buffers.gates,
        buffers.gateAt(home, slot, firstRow + strip.firstRow()));
  }

  /** Applies the cell to a panel's pre-activations, and moves h to where it belongs. */
  private void finish(Strided y, Strip strip, int unit, int home, int firstRow) {
    MemorySegment gates = buffers.gates;
    int row = strip.firstRow();
    int rows = strip.rows();
    long at = buffers.gateAt(home, 0, firstRow + row);
    long stateAt = buffers.stateAt(unit, row);
    switch (weights.cell()) {
      case LSTM ->
          kernels.lstm((long) rows * panel, gates, at, buffers.slotBytes(), buffers.state, stateAt);
      case GRU -> gru((long) rows * panel, at, stateAt);
    }
    int column = unit * panel;
    int width = weights.columnsOf(unit);
    if (weights.projection() == null) {
      Unpacking.rows(kernels, gates, at, 4L * panel, rows, width, y.from(row, column));
      pack(gates, at, strip, width, column, buffers.nextHidden(), weights.outputSize());
    } else {
      pack(gates, at, strip, width, column, buffers.unprojected, weights.hiddenSize());
    }
  }

  private void gru(long count, long at, long stateAt) {
    MemorySegment gates = buffers.gates;
    long slot = buffers.slotBytes();
    kernels.sigmoid(gates, at, count);
    kernels.sigmoid(gates, at + slot, count);
    kernels.gruCandidate(count, gates, at, slot);
    kernels.tanh(gates, at + 2 * slot, count);
    kernels.gruState(count, gates, at, slot, buffers.state, stateAt);
  }

  /** h = weight_hr (o tanh c). */
  private void project(Strided y, PackedPanels weight) {
    int size = weights.outputSize();
    compute
        .grid()
        .run(
            Math.ceilDiv(size, panel),
            tiles.count(),
            (long) call.batch() * size * weights.hiddenSize(),
            (firstPanel, endPanel, firstTile, endTile) -> {
              Strip strip = Strip.of(kernels, tiles, firstTile, endTile);
              long bytes = 4L * strip.rows() * panel;
              try (WorkingMemory.Piece piece = compute.memory().take(bytes)) {
                MemorySegment sums = piece.segment();
                for (int i = firstPanel; i < endPanel; i++) {
                  sums.asSlice(0, bytes).fill((byte) 0);
                  kernels.multiply(
                      strip, null, buffers.unprojected, weight.panel(i), null, null, sums, 0);
                  int column = i * panel;
                  int width = Math.min(panel, size - column);
                  Strided target = y.from(strip.firstRow(), column);
                  Unpacking.rows(kernels, sums, 0, 4L * panel, strip.rows(), width, target);
                  pack(sums, 0, strip, width, column, buffers.nextHidden(), size);
                }
              }
            });
  }

  /** Packs {@code width} columns of a panel as columns {@code column} and following. */
  private void pack(
      MemorySegment source,
      long at,
      Strip strip,
      int width,
      int column,
      MemorySegment target,
      int depth) {
    for (int i = strip.first(); i < strip.end(); i++) {
      int height = tiles.height(i);
      long offset = at / 4 + (long) (tiles.start(i) - strip.firstRow()) * panel;
      long targetAt = PackedRows.bytes(tiles.start(i), depth) + PackedRows.at(column, height);
      Strided rows = Strided.matrix(Element.F32, source, offset, panel, 1);
      PackedRows.put(kernels, rows, height, width, target, targetAt, height);
    }
  }
}
