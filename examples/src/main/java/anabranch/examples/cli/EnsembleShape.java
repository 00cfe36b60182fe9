package anabranch.examples.cli;

import java.util.Locale;

/**
 * The sizes of the ensemble.
 *
 * @param members how many bidirectional LSTMs
 * @param steps time steps T
 * @param batch rows B of a batch
 * @param hidden channels C: hidden units of a direction, and inputs
 */
record EnsembleShape(int members, int steps, int batch, int hidden) {
  /**
   * The work of one run, in floating-point operations, counting the matrix products only: for each
   * direction T * B rows times the input's weights [C, 4C] and times the hidden state's [C, 4C], a
   * multiplication and an addition each.
   */
  double flops() {
    double products = 2.0 * 4 * hidden * hidden + 2.0 * 4 * hidden * hidden;
    return 2.0 * members * steps * batch * products;
  }

  /** {@link #flops} in units of 10^9. */
  double gflop() {
    return flops() / 1e9;
  }

  /** The bytes of all weights in F32; a double, since absurd sizes are to be compared too. */
  double weightBytes() {
    return 4.0 * 2 * members * (4.0 * hidden * (2.0 * hidden + 2));
  }

  /**
   * The least that a run holds besides: input, a direction's gates, and the members' outputs, in
   * F32.
   */
  double activationBytes() {
    return 4.0 * steps * batch * hidden * (1 + 4 + 2.0 * members);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d bidirectional %s, T=%d B=%d C=%d",
        members,
        members == 1 ? "LSTM" : "LSTMs",
        steps,
        batch,
        hidden);
  }
}
