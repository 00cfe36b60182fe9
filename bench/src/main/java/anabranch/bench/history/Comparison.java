package anabranch.bench.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What moved between two runs. A figure moved if its medians are further apart than the distances
 * between the quartiles of both runs together, and by more than two percent.
 *
 * @param movements of all figures, what got worse first
 * @param warnings what else differs between the runs, for people
 */
public record Comparison(List<Movement> movements, List<String> warnings) {
  /** Keeps its own lists. */
  public Comparison {
    movements = List.copyOf(movements);
    warnings = List.copyOf(warnings);
  }

  /**
   * Compares two runs.
   *
   * @throws BadResultsException if they have no figure in common
   */
  public static Comparison of(Results before, Results after) throws BadResultsException {
    Map<String, Figure> old = new LinkedHashMap<>();
    before.figures().forEach(figure -> old.put(figure.key(), figure));
    List<Movement> movements = new ArrayList<>();
    int common = 0;
    for (Figure figure : after.figures()) {
      Figure known = old.remove(figure.key());
      common += known == null ? 0 : 1;
      movements.add(known == null ? Movement.added(figure) : Movement.of(known, figure));
    }
    old.values().forEach(figure -> movements.add(Movement.gone(figure)));
    if (common == 0) {
      throw new BadResultsException(
          "nothing to compare: of %d and %d figures none has the same benchmark, parameters and unit"
              .formatted(before.figures().size(), after.figures().size()));
    }
    movements.sort(Comparator.comparing(Movement::verdict));
    return new Comparison(movements, differences(before, after));
  }

  private static List<String> differences(Results before, Results after) {
    List<String> warnings = new ArrayList<>();
    differ("cpu", before.machine().cpu(), after.machine().cpu(), warnings);
    differ("cpus", before.machine().cpus(), after.machine().cpus(), warnings);
    differ("os", before.machine().os(), after.machine().os(), warnings);
    differ("devices", before.machine().devices(), after.machine().devices(), warnings);
    differ("jdk", before.jdk(), after.jdk(), warnings);
    return warnings;
  }

  private static void differ(String what, Object before, Object after, List<String> warnings) {
    if (!before.equals(after)) {
      warnings.add("another %s: %s, then %s".formatted(what, before, after));
    }
  }

  /** Whether a figure got slower, or is gone. */
  public boolean isWorse() {
    return movements.stream()
        .map(Movement::verdict)
        .anyMatch(verdict -> verdict == Verdict.SLOWER || verdict == Verdict.GONE);
  }
}
