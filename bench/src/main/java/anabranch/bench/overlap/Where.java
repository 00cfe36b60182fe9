package anabranch.bench.overlap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Sizes of a grid, in a few words: {@code C 64 to 256 with B 1 to 8; C 512 with B 1}. */
final class Where {
  private final List<Integer> sizes;
  private final List<Integer> batches;

  /** On the grid of these channels and rows of a batch, both ascending. */
  Where(List<Integer> sizes, List<Integer> batches) {
    this.sizes = sizes;
    this.batches = batches;
  }

  /** Names those of the grid's points that {@code jobs} are. */
  String of(List<Job> jobs) {
    Map<Integer, SortedSet<Integer>> rows = new TreeMap<>();
    for (Job job : jobs) {
      rows.computeIfAbsent(job.hidden(), c -> new TreeSet<>()).add(job.batch());
    }
    Map<String, SortedSet<Integer>> alike = new LinkedHashMap<>();
    rows.forEach((c, bs) -> alike.computeIfAbsent(rows(bs), text -> new TreeSet<>()).add(c));
    List<String> parts = new ArrayList<>();
    alike.forEach((bs, cs) -> parts.add("C " + ranges(cs, sizes) + " with " + bs));
    return String.join("; ", parts);
  }

  private String rows(SortedSet<Integer> chosen) {
    return chosen.size() == batches.size() && chosen.size() > 1
        ? "every B"
        : "B " + ranges(chosen, batches);
  }

  /** Neighbours on {@code axis} as one range. */
  private static String ranges(SortedSet<Integer> chosen, List<Integer> axis) {
    List<String> ranges = new ArrayList<>();
    for (int i = 0; i < axis.size(); i++) {
      if (chosen.contains(axis.get(i))) {
        int first = i;
        while (i + 1 < axis.size() && chosen.contains(axis.get(i + 1))) {
          i++;
        }
        ranges.add(first == i ? "" + axis.get(i) : axis.get(first) + " to " + axis.get(i));
      }
    }
    return String.join(", ", ranges);
  }
}
