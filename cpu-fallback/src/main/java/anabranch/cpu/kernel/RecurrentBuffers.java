package anabranch.cpu.kernel;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** The working memory of one run of a recurrent layer, and where things lie in it. */
final class RecurrentBuffers implements AutoCloseable {
  private final List<WorkingMemory.Piece> pieces = new ArrayList<>();
  private final WorkingMemory memory;
  private final int batch;
  private final int blockRows;
  private final long panelBytes;

  /** The input of a block of steps, packed. */
  final MemorySegment input;

  /** Pre-activations of a block of steps: for each panel of units and each slot all rows. */
  final MemorySegment gates;

  /** The LSTM's c or the GRU's h: for each panel of units all rows. */
  final MemorySegment state;

  /** The LSTM's h before its projection, packed. */
  final MemorySegment unprojected;

  private MemorySegment hidden;
  private MemorySegment nextHidden;

  RecurrentBuffers(Compute compute, PackedRecurrent weights, int batch, int blockSteps) {
    this.memory = compute.memory();
    this.batch = batch;
    this.blockRows = blockSteps * batch;
    this.panelBytes = 4L * compute.kernels().panel();
    this.input = take(PackedRows.bytes(blockRows, weights.inputSize()));
    this.gates = take(gateAt(weights.units(), 0, 0));
    this.state = take(stateAt(weights.units(), 0));
    this.hidden = take(PackedRows.bytes(batch, weights.outputSize()));
    this.nextHidden = take(PackedRows.bytes(batch, weights.outputSize()));
    this.unprojected =
        take(weights.projection() == null ? 0 : PackedRows.bytes(batch, weights.hiddenSize()));
  }

  private MemorySegment take(long bytes) {
    WorkingMemory.Piece piece = memory.take(bytes);
    pieces.add(piece);
    return piece.segment();
  }

  /** The byte in {@link #gates} of a row of the block. */
  long gateAt(int unit, int slot, int row) {
    return (((long) unit * Cell.SLOTS + slot) * blockRows + row) * panelBytes;
  }

  /** Bytes from a slot to the next. */
  long slotBytes() {
    return blockRows * panelBytes;
  }

  /** The byte in {@link #state} of a row of the batch. */
  long stateAt(int unit, int row) {
    return ((long) unit * batch + row) * panelBytes;
  }

  /** h of the step before, packed. */
  MemorySegment hidden() {
    return hidden;
  }

  /** h of this step, packed. */
  MemorySegment nextHidden() {
    return nextHidden;
  }

  /** What was next is now before. */
  void advance() {
    MemorySegment old = hidden;
    hidden = nextHidden;
    nextHidden = old;
  }

  @Override
  public void close() {
    pieces.forEach(WorkingMemory.Piece::close);
  }
}
