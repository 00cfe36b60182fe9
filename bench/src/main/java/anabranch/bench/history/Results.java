package anabranch.bench.history;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a run of benchmarks found; docs/benchmarks.md describes its file.
 *
 * @param schema {@link #SCHEMA}
 * @param date when, in UTC: {@code 2026-11-23T09:00:00Z}
 * @param anabranch the version
 * @param commit of the sources, with {@code -dirty} if they were changed, or {@code unknown}
 * @param machine where
 * @param jdk version and vendor
 * @param peaks the greatest that was measured of each kind
 * @param figures by benchmark and parameters
 */
@JsonPropertyOrder({"schema", "date", "anabranch", "commit", "machine", "jdk", "peaks", "figures"})
public record Results(
    String schema,
    String date,
    String anabranch,
    String commit,
    Machine machine,
    String jdk,
    List<Peak> peaks,
    List<Figure> figures) {
  /** The name and version of the format. */
  public static final String SCHEMA = "anabranch-bench/1";

  /**
   * Sorts the figures.
   *
   * @throws IllegalArgumentException if a figure is there twice
   */
  public Results {
    peaks = List.copyOf(peaks);
    figures = figures.stream().sorted(Comparator.comparing(Figure::key)).toList();
    Set<String> keys = new HashSet<>();
    for (Figure figure : figures) {
      if (!keys.add(figure.key())) {
        throw new IllegalArgumentException(
            "the figure '%s' is there twice".formatted(figure.key()));
      }
    }
  }

  /** The greatest peak of each unit and number of threads that the figures hold. */
  public static List<Peak> peaks(List<Figure> figures) {
    Map<String, Peak> greatest = new TreeMap<>();
    for (Figure figure : figures) {
      Rate rate = figure.rate();
      Double value = rate == null ? null : rate.peak();
      if (rate == null || value == null) {
        continue;
      }
      Peak peak =
          new Peak(
              rate.unit(), Integer.parseInt(figure.params().getOrDefault("threads", "1")), value);
      greatest.merge(rate.unit() + peak.threads(), peak, (a, b) -> a.value() >= b.value() ? a : b);
    }
    return new ArrayList<>(greatest.values());
  }
}
