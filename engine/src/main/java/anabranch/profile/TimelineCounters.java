package anabranch.profile;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was counted over time. */
final class TimelineCounters {
  private record Key(String pid, String name, String series) {}

  /** The values of one counter, each from its time on, in the order of the file. */
  static final class Series {
    final TimelineTrack.Group group;
    final String name;
    final TimelineLongs times = new TimelineLongs();
    final TimelineLongs bits = new TimelineLongs();

    Series(TimelineTrack.Group group, String name) {
      this.group = group;
      this.name = name;
    }

    double value(int index) {
      return Double.longBitsToDouble(bits.get(index));
    }
  }

  private final Map<Key, Series> series = new LinkedHashMap<>();

  void add(TimelineTrack.Group group, String name, String part, long time, double value) {
    Series found =
        series.computeIfAbsent(
            new Key(group.pid, name, part), key -> new Series(group, title(name, part)));
    found.times.add(time);
    found.bits.add(Double.doubleToLongBits(value));
  }

  /** Writers repeat the counter's name as its only part's, or call that part value. */
  private static String title(String name, String part) {
    boolean says = !part.isEmpty() && !part.equals(name) && !part.equals("value");
    return TimelineStrings.wellFormed(says ? name + ": " + part : name);
  }

  Collection<Series> all() {
    return series.values();
  }
}
