package anabranch.bench.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tries all ways of all processes: first each result is held against the first one's, then each is
 * timed.
 */
final class Search {
  /**
   * Results may be this far apart; they are sums of as many numbers below 1 as there are members.
   */
  static final double TOLERANCE = 1e-4;

  private static final int TRIES = 3;
  private static final double LONG_SECONDS = 1;

  private final Path directory;
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
    reference = null;
    List<Found> found = new ArrayList<>();
    for (Child child : children) {
      child.open(numbers);
      for (String way : child.ways()) {
        Entrant entrant = new Entrant(child, way);
        double difference = difference(entrant, numbers.job());
        found.add(new Found(entrant, seconds(entrant), difference));
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

  private static double seconds(Entrant entrant) throws IOException, PeerException {
    double warmUp = entrant.engine().warmUpSeconds();
    double least = entrant.child().time(entrant.way(), 1);
    if (least > LONG_SECONDS && warmUp < least) {
      return least;
    }
    for (double spent = least; spent < warmUp; ) {
      int count = (int) Math.max(1, 0.1 / least);
      double mean = entrant.child().time(entrant.way(), count);
      least = Math.min(least, mean);
      spent += mean * count;
    }
    for (int i = 0; i < TRIES; i++) {
      least = Math.min(least, entrant.block(least));
    }
    return least;
  }
}
