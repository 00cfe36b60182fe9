package anabranch.bench.peers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Entrants timed in turns, A B C A B C, so that a disturbance of the machine hits all of them. */
final class Race {
  private final List<Found> entrants;
  private final List<List<Double>> seconds = new ArrayList<>();

  Race(List<Found> entrants) {
    this.entrants = List.copyOf(entrants);
    entrants.forEach(e -> seconds.add(new ArrayList<>()));
  }

  void run(int rounds) throws IOException, PeerException {
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < entrants.size(); i++) {
        Found found = entrants.get(i);
        seconds.get(i).add(found.entrant().block(found.seconds()));
      }
    }
  }

  /** Seconds of one run: the median of an entrant's blocks. */
  double median(int entrant) {
    return median(seconds.get(entrant).stream().mapToDouble(s -> s).toArray());
  }

  /** How many times as long as the first an entrant takes: the median of the rounds' ratios. */
  double ratio(int entrant) {
    double[] ratios = new double[seconds.get(entrant).size()];
    Arrays.setAll(ratios, i -> seconds.get(entrant).get(i) / seconds.getFirst().get(i));
    return median(ratios);
  }

  List<Found> entrants() {
    return entrants;
  }

  List<Double> seconds(int entrant) {
    return List.copyOf(seconds.get(entrant));
  }

  static double median(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
