package anabranch.cpu.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * The weights of one layer and direction of an LSTM or GRU, packed for the kernels: made once, used by any number of
 * threads at once. The gates of one panel of hidden units lie side by side, so that a step computes and applies them
 * together.
 */
public final class PackedRecurrent implements AutoCloseable {
  private final Arena arena = Arena.ofShared();
  private final Cell cell;
  private final int inputSize;
  private final int hiddenSize;
  private final int panel;
  private final PackedMatrix input;
  private final PackedMatrix hidden;
  private final MemorySegment bias;
  private final @Nullable PackedMatrix projection;
  private final int outputSize;

  /**
   * The parameters as PyTorch holds them.
   *
   * @param inputSize I
   * @param hiddenSize H
   * @param weightIh [4H, I] (LSTM: i, f, g, o) or [3H, I] (GRU: r, z, n)
   * @param weightHh [4H, P or H] or [3H, H]
   * @param biasIh [4H] or [3H], as a matrix of one row
   * @param biasHh as biasIh
   * @param projectionSize P, or 0 for none
   * @param weightHr [P, H]
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

  private PackedRecurrent(FloatKernels kernels, Cell cell, Parameters p) {
    this.cell = cell;
    this.inputSize = p.inputSize();
    this.hiddenSize = p.hiddenSize();
    this.panel = kernels.panel();
    this.outputSize = p.projectionSize() > 0 ? p.projectionSize() : hiddenSize;
    this.input = packGates(inputSize, p.weightIh());
    this.hidden = packGates(outputSize, p.weightHh());
    this.bias = packBias(p.biasIh(), p.biasHh());
    this.projection = p.weightHr() != null ? packProjection(p.weightHr()) : null;
  }

  /** Packs the weights of an LSTM. */
  public static PackedRecurrent lstm(Compute compute, Parameters parameters) {
    return new PackedRecurrent(compute.kernels(), Cell.LSTM, parameters);
  }

  /** Packs the weights of a GRU. */
  public static PackedRecurrent gru(Compute compute, Parameters parameters) {
    return new PackedRecurrent(compute.kernels(), Cell.GRU, parameters);
  }

  private PackedMatrix packGates(int depth, Strided weight) {
    PackedMatrix packed = new PackedMatrix(arena, depth, panel, units() * cell.gates());
    Strided columns = weight.transposed();
    for (int unit = 0; unit < units(); unit++) {
      for (int gate = 0; gate < cell.gates(); gate++) {
        Strided block = columns.from(0, (long) gate * hiddenSize + (long) unit * panel);
        packed.fill(unit * cell.gates() + gate, block, columnsOf(unit));
      }
    }
    return packed;
  }

  private PackedMatrix packProjection(Strided weight) {
    int panels = Math.ceilDiv(outputSize, panel);
    PackedMatrix packed = new PackedMatrix(arena, hiddenSize, panel, panels);
    for (int i = 0; i < panels; i++) {
      int first = i * panel;
      packed.fill(i, weight.transposed().from(0, first), Math.min(panel, outputSize - first));
    }
    return packed;
  }

  /** One row per slot: what its pre-activations start from. */
  private MemorySegment packBias(@Nullable Strided biasIh, @Nullable Strided biasHh) {
    MemorySegment packed = arena.allocate(4L * panel * Cell.SLOTS * Math.max(1, units()), 64);
    for (int unit = 0; unit < units(); unit++) {
      for (int gate = 0; gate < cell.gates(); gate++) {
        for (int j = 0; j < columnsOf(unit); j++) {
          long source = (long) gate * hiddenSize + (long) unit * panel + j;
          addBias(packed, biasIh, source, unit, cell.inputSlot(gate), j);
          addBias(packed, biasHh, source, unit, cell.hiddenSlot(gate), j);
        }
      }
    }
    return packed;
  }

  private void addBias(
      MemorySegment packed, @Nullable Strided bias, long source, int unit, int slot, int column) {
    if (bias != null) {
      long at = 4L * (((long) unit * Cell.SLOTS + slot) * panel + column);
      float term = bias.element().get(bias.segment(), bias.offset() + source * bias.column());
      packed.set(ValueLayout.JAVA_FLOAT, at, packed.get(ValueLayout.JAVA_FLOAT, at) + term);
    }
  }

  Cell cell() {
    return cell;
  }

  int inputSize() {
    return inputSize;
  }

  int hiddenSize() {
    return hiddenSize;
  }

  /** The size of h: P with a projection, else H. */
  int outputSize() {
    return outputSize;
  }

  /** Panels of hidden units. */
  int units() {
    return Math.ceilDiv(hiddenSize, panel);
  }

  /** Hidden units in a panel. */
  int columnsOf(int unit) {
    return Math.min(panel, hiddenSize - unit * panel);
  }

  PackedMatrix input() {
    return input;
  }

  PackedMatrix hidden() {
    return hidden;
  }

  MemorySegment bias() {
    return bias;
  }

  @Nullable PackedMatrix projection() {
    return projection;
  }

  /** Bytes of native memory held. */
  public long bytes() {
    return input.bytes()
        + hidden.bytes()
        + bias.byteSize()
        + (projection != null ? projection.bytes() : 0);
  }

  /** Frees the packed weights; no run may be using them. */
  @Override
  public void close() {
    arena.close();
  }
}
