package anabranch.bench.peers;

import java.util.Locale;

/** A parameter of one direction of an LSTM, in PyTorch's order; gates i, f, g, o. */
enum Part {
  /** [4C, C], for the input. */
  WEIGHT_IH,
  /** [4C, C], for the hidden state. */
  WEIGHT_HH,
  /** [4C]. */
  BIAS_IH,
  /** [4C]. */
  BIAS_HH;

  boolean isMatrix() {
    return this == WEIGHT_IH || this == WEIGHT_HH;
  }

  /** Its sizes with {@code hidden} channels. */
  long[] sizes(int hidden) {
    return isMatrix() ? new long[] {4L * hidden, hidden} : new long[] {4L * hidden};
  }

  /** How many numbers that are. */
  long count(int hidden) {
    return isMatrix() ? 4L * hidden * hidden : 4L * hidden;
  }

  /** PyTorch's name of it in a layer. */
  String parameter() {
    return name().toLowerCase(Locale.ROOT) + "_l0";
  }
}
