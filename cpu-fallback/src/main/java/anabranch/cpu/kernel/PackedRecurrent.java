package anabranch.cpu.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * The weights of one layer and direction of an LSTM or GRU, packed once for many runs. The gates of
 * one panel of hidden units lie side by side, so that a step computes and applies them together.
 * Any number of threads may use it at once.
 */
public final class PackedRecurrent implements AutoCloseable {
  /** With so few rows or less a product takes the time to read the weights. */
  private static final long FEW_ROWS = 4;

  private final Cell cell;
  private final int hiddenSize;
  private final int panel;
  private final PackedPanels input;
  private final PackedPanels hidden;
  private final WorkingMemory.Piece bias;
  private final @Nullable PackedPanels projection;

  /**
   * The parameters as PyTorch holds them.
   *
   * @param inputSize I
   * @param hiddenSize H
   * @param weightIh [4H, I] for an LSTM (i, f, g, o), [3H, I] for a GRU (r, z, n)
   * @param weightHh [4H, P], or [4H, H] without a projection, or [3H, H]
   * @param biasIh [1, 4H] or [1, 3H]; null for none
   * @param biasHh as biasIh
   * @param projectionSize P, or 0 for none
   * @param weightHr [P, H]; null for none
   */
  public record Parameters(
      int inputSize,
      int hiddenSize,
      Strided weightIh,
      Strided weightHh,
      @Nullable Strided biasIh,
      @Nullable Strided biasHh,
      int projectionSize,
      @Nullable Strided weightHr) {}

  private PackedRecurrent(Compute compute, Cell cell, Parameters p) {
    this.cell = cell;
    this.hiddenSize = p.hiddenSize();
    this.panel = compute.kernels().panel();
    int outputSize = p.weightHr() != null ? p.projectionSize() : hiddenSize;
    this.input = packGates(compute, p.inputSize(), p.weightIh());
    this.hidden = packGates(compute, outputSize, p.weightHh());
    this.bias = compute.memory().take(biasBytes());
    packBias(p.biasIh(), p.biasHh());
    Strided weightHr = p.weightHr();
    this.projection =
        weightHr == null
            ? null
            : PackedPanels.of(compute, weightHr.transposed(), hiddenSize, outputSize);
  }

  /** Packs the weights of an LSTM. */
  public static PackedRecurrent lstm(Compute compute, Parameters parameters) {
    return new PackedRecurrent(compute, Cell.LSTM, parameters);
  }

  /** Packs the weights of a GRU. */
  public static PackedRecurrent gru(Compute compute, Parameters parameters) {
    return new PackedRecurrent(compute, Cell.GRU, parameters);
  }

  private PackedPanels packGates(Compute compute, int depth, Strided weight) {
    int gates = cell.gates();
    PackedPanels packed = new PackedPanels(compute, depth, gates * hiddenSize, gates * units());
    Strided columns = weight.transposed();
    long work = 4L * gates * hiddenSize * depth;
    compute
        .grid()
        .run(
            units(),
            1,
            work,
            (from, to, _, _) -> {
              for (int unit = from; unit < to; unit++) {
                for (int gate = 0; gate < gates; gate++) {
                  Strided block = columns.from(0, (long) gate * hiddenSize + (long) unit * panel);
                  packed.fill(unit * gates + gate, block, columnsOf(unit));
                }
              }
            });
    return packed;
  }

  private void packBias(@Nullable Strided biasIh, @Nullable Strided biasHh) {
    bias().fill((byte) 0);
    for (int unit = 0; unit < units(); unit++) {
      for (int gate = 0; gate < cell.gates(); gate++) {
        for (int j = 0; j < columnsOf(unit); j++) {
          long column = (long) gate * hiddenSize + (long) unit * panel + j;
          addBias(biasIh, column, biasAt(unit, cell.inputSlot(gate)) + 4L * j);
          addBias(biasHh, column, biasAt(unit, cell.hiddenSlot(gate)) + 4L * j);
        }
      }
    }
  }

  private void addBias(@Nullable Strided source, long column, long at) {
    if (source != null) {
      float sum = bias().get(ValueLayout.JAVA_FLOAT, at) + source.get(0, column);
      bias().set(ValueLayout.JAVA_FLOAT, at, sum);
    }
  }

  Cell cell() {
    return cell;
  }

  int inputSize() {
    return input.depth();
  }

  int hiddenSize() {
    return hiddenSize;
  }

  /** The size of h: P with a projection, else H. */
  int outputSize() {
    return hidden.depth();
  }

  /** Panels of hidden units. */
  int units() {
    return Math.ceilDiv(hiddenSize, panel);
  }

  /** Hidden units in a panel. */
  int columnsOf(int unit) {
    return Math.min(panel, hiddenSize - unit * panel);
  }

  /** The columns of weight_ih for a gate of a panel of hidden units. */
  PackedPanels.Panel input(int unit, int gate) {
    return input.panel(unit * cell.gates() + gate);
  }

  /** The columns of weight_hh for a gate of a panel of hidden units. */
  PackedPanels.Panel hidden(int unit, int gate) {
    return hidden.panel(unit * cell.gates() + gate);
  }

  private MemorySegment bias() {
    return bias.segment();
  }

  /** The row that a slot's pre-activations start from. */
  MemorySegment bias(int unit, int slot) {
    return bias().asSlice(biasAt(unit, slot), 4L * panel);
  }

  private long biasAt(int unit, int slot) {
    return 4L * panel * ((long) unit * Cell.SLOTS + slot);
  }

  private long biasBytes() {
    return biasAt(units(), 0);
  }

  @Nullable PackedPanels projection() {
    return projection;
  }

  /**
   * What it costs to multiply {@code batch} rows of {@code depth} inputs by as many rows of
   * weights, in multiply-adds; for a few rows, what it takes to read the weights.
   */
  long stepWork(int batch, long depth) {
    return Math.max(batch, FEW_ROWS) * depth * hiddenSize * cell.gates();
  }

  /** Bytes of memory held. */
  public long bytes() {
    long projected = projection == null ? 0 : projection.bytes();
    return input.bytes() + hidden.bytes() + biasBytes() + projected;
  }

  /** Gives the memory back; no run may be using it. */
  @Override
  public void close() {
    input.close();
    hidden.close();
    bias.close();
    if (projection != null) {
      projection.close();
    }
  }
}
