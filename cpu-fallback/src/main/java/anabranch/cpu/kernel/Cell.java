package anabranch.cpu.kernel;

/**
 * A recurrent cell. Its pre-activations lie in four slots per panel of hidden units; the rows of
 * weight_ih and weight_hh come in blocks of hidden_size, one per gate, and each block feeds one
 * slot.
 */
enum Cell {
  /** Gates i, f, g, o; the inputs' and the hidden state's parts are summed. */
  LSTM(4),
  /** Gates r, z, n; the parts of n are kept apart, because r scales only the hidden state's. */
  GRU(3);

  static final int SLOTS = 4;

  private final int gates;

  Cell(int gates) {
    this.gates = gates;
  }

  int gates() {
    return gates;
  }

  /** The slot that gate {@code gate} of weight_ih feeds. */
  int inputSlot(int gate) {
    return gate;
  }

  /** The slot that gate {@code gate} of weight_hh feeds. */
  int hiddenSlot(int gate) {
    return gate == gates - 1 ? SLOTS - 1 : gate;
  }
}
