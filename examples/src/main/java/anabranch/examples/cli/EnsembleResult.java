package anabranch.examples.cli;

import anabranch.profile.Profile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run of the command came to.
 *
 * @param device the device's name
 * @param rounding of the matrix products
 * @param shape the sizes
 * @param measurements one per way, in the order of the table
 * @param firstSeconds of the first run, which was sequential
 * @param maxAbsDiff the greatest difference between any output and the sequential run's
 * @param peak of the CPU, or null if the device is another or has none to measure
 * @param host where it ran
 * @param profile one more run of each way, if that was asked for
 */
record EnsembleResult(
    String device,
    Rounding rounding,
    EnsembleShape shape,
    List<Measurement> measurements,
    double firstSeconds,
    double maxAbsDiff,
    @Nullable Peak peak,
    Host host,
    @Nullable Profile profile) {
  EnsembleResult {
    measurements = List.copyOf(measurements);
  }

  /**
   * The measurement of {@code row}, if it was run; with one thread, sequential is ONE_THREAD too.
   */
  @Nullable Measurement of(Row row) {
    Row asked = row == Row.ONE_THREAD && host.threads() == 1 ? Row.SEQUENTIAL : row;
    for (Measurement measurement : measurements) {
      if (measurement.row() == asked) {
        return measurement;
      }
    }
    return null;
  }
}
