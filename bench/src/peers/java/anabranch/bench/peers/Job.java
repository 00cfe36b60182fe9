package anabranch.bench.peers;

import java.util.Locale;

/**
 * An ensemble of bidirectional LSTMs, summed: x [T, B, C] to [T, B, 2C].
 *
 * @param members how many LSTMs
 * @param steps T
 * @param batch B
 * @param hidden C: inputs, and hidden units of a direction
 */
record Job(int members, int steps, int batch, int hidden) {
  /** Products only: T * B rows times [C, 4C] twice, for each direction of each member. */
  double flops() {
    return 2.0 * members * steps * batch * 2 * (8.0 * hidden * hidden);
  }

  /** How many floats the result has. */
  int outputs() {
    return Math.multiplyExact(steps * batch, 2 * hidden);
  }

  /** The same job with other steps. */
  Job withSteps(int other) {
    return new Job(members, other, batch, hidden);
  }

  /** For a command line: {@link #parse} reads it. */
  String encode() {
    return "%dx%dx%dx%d".formatted(members, steps, batch, hidden);
  }

  static Job parse(String text) {
    String[] parts = text.split("x", -1);
    if (parts.length != 4) {
      throw new IllegalArgumentException("expected MEMBERSxSTEPSxBATCHxHIDDEN, got " + text);
    }
    return new Job(
        Integer.parseInt(parts[0]),
        Integer.parseInt(parts[1]),
        Integer.parseInt(parts[2]),
        Integer.parseInt(parts[3]));
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "C=%d B=%d T=%d, %d members", hidden, batch, steps, members);
  }
}
