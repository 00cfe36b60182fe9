package anabranch.cpu.kernel;

/**
 * A recurrent cell. Its pre-activations lie in four slots per panel of hidden units; the rows of
 * weight_ih and weight_hh come in blocks of hidden_size, one block per gate, and each block feeds
 * one slot.
 */
enum Cell {
  /** Gates i, f, g, o; the inputs' and the hidden state's parts are summed. */
  LSTM(new int[] {0, 1, 2, 3}, new int[] {0, 1, 2, 3}),
  /** Gates r, z, n; the two parts of n are kept apart, because r scales only the hidden state's. */
  GRU(new int[] {0, 1, 2}, new int[] {0, 1, 3});

  static final int SLOTS = 4;

  private final int[] inputSlots;
  private final int[] hiddenSlots;

  Cell(int[] inputSlots, int[] hiddenSlots) {
    this.inputSlots = inputSlots;
    this.hiddenSlots = hiddenSlots;
  }

  int gates() {
    return inputSlots.length;
  }

  /** The slot that gate {@code gate} of weight_ih feeds. */
  int inputSlot(int gate) {
    return inputSlots[gate];
  }

  /** The slot that gate {@code gate} of weight_hh feeds. */
  int hiddenSlot(int gate) {
    return hiddenSlots[gate];
  }
}
