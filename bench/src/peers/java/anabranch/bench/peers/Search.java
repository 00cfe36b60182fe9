package anabranch.bench.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tries all ways of all processes: first each result is held against the first one's, then those
 * that are not far behind are timed well.
 */
final class Search {
  /**
   * Results may be this far apart; they are sums of as many numbers below 1 as there are members.
   */
  static final double TOLERANCE = 1e-4;

  /** What takes this many times as long as its engine's best so far is timed by one run. */
  private static final double HOPELESS = 1.5;

  private static final int TRIES = 3;
  private static final double LONG_SECONDS = 1;

  private final Path directory;
  private final Map<Engine, Double> least = new EnumMap<>(Engine.class);
  private float @Nullable [] reference;

  /**
   * A search to be.
   *
   * @param directory for results that are compared
   */
  Search(Path directory) {
    this.directory = directory;
  }

  /**
   * Opens {@code numbers} in one process after the other and tries it.
   *
   * @return all, fastest first
   * @throws PeerException if an engine fails, or if its result is another
   */
  List<Found> run(List<Child> children, Numbers numbers) throws IOException, PeerException {
    List<Found> found = new ArrayList<>();
    for (Child child : children) {
      child.open(numbers);
      for (String way : child.ways()) {
        Entrant entrant = new Entrant(child, way);
        double difference = difference(entrant, numbers.job());
        double seconds = seconds(entrant);
        least.merge(entrant.engine(), seconds, Math::min);
        found.add(new Found(entrant, seconds, difference));
      }
      child.release();
    }
    found.sort(Comparator.comparingDouble(Found::seconds));
    return found;
  }

  private double difference(Entrant entrant, Job job) throws IOException, PeerException {
    Path file = directory.resolve("result.bin");
    entrant.child().result(entrant.way(), file);
    float[] result = Results.read(file, job.outputs());
    if (reference == null) {
      reference = result;
    }
    double difference = Results.difference(reference, result);
    if (!(difference <= TOLERANCE)) {
      throw new PeerException(
          "%s %s, %s: its result is %s away from the first engine's, more than %s; nothing was timed"
              .formatted(entrant.engine().title(), entrant, job, difference, TOLERANCE));
    }
    return difference;
  }

  private double seconds(Entrant entrant) throws IOException, PeerException {
    double warmUp = entrant.engine().warmUpSeconds();
    double seconds = entrant.child().time(entrant.way(), 1);
    for (double spent = seconds; spent < warmUp; ) {
      int count = (int) Math.max(1, 0.1 / seconds);
      double mean = entrant.child().time(entrant.way(), count);
      seconds = Math.min(seconds, mean);
      spent += mean * count;
    }
    double bound = HOPELESS * least.getOrDefault(entrant.engine(), Double.POSITIVE_INFINITY);
    for (int i = 0; i < TRIES && seconds < LONG_SECONDS && seconds < bound; i++) {
      seconds = Math.min(seconds, entrant.block(seconds));
    }
    return seconds;
  }
}
