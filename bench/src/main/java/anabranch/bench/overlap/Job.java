package anabranch.bench.overlap;

import anabranch.examples.LstmEnsemble.Mode;
import java.util.Locale;

/**
 * The ensemble at one size, and the work that it cannot do without.
 *
 * @param members bidirectional LSTMs
 * @param steps time steps T
 * @param batch rows B of a batch
 * @param hidden channels C: hidden units of a direction, and inputs
 */
record Job(int members, int steps, int batch, int hidden) {
  private static final double FLOAT_BYTES = 4;

  /**
   * Floating-point operations of a run, matrix products only: for each direction T * B rows times
   * the input's weights [C, 4C] and times the hidden state's [C, 4C], a multiplication and an
   * addition each.
   */
  double flops() {
    return 2.0 * directions() * steps * batch * 2 * matrixElements();
  }

  /** The bytes of one direction's recurrent weights [4C, C] in F32: what a step reads again. */
  double recurrentBytes() {
    return FLOAT_BYTES * matrixElements();
  }

  /** The bytes of recurrent weights that one step of all directions reads. */
  double bytesPerStep() {
    return directions() * recurrentBytes();
  }

  /** The bytes of weights that a run reads: the recurrent ones in each step, the input's once. */
  double weightTraffic() {
    return (steps + 1) * bytesPerStep();
  }

  /** How many forks a run makes. */
  int forks(Mode mode) {
    return switch (mode) {
      case SEQUENTIAL -> 0;
      case DIRECTIONS -> members;
      case MEMBERS -> 2 * members;
    };
  }

  /** The same with {@code steps} time steps. */
  Job withSteps(int steps) {
    return new Job(members, steps, batch, hidden);
  }

  private double directions() {
    return 2.0 * members;
  }

  private double matrixElements() {
    return 4.0 * hidden * hidden;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "C=%d B=%d T=%d", hidden, batch, steps);
  }
}
