package anabranch.profile;

import anabranch.profile.TimelineSpans.Kind;

/**
 * When a row is busy, as disjoint intervals in order: start, end, start, end, ...
 *
 * <p>A thread is busy while a span of work is open and it does not wait; work inside a wait counts,
 * because a waiting thread may run what it waits for. A stream is busy while its innermost spans
 * last: between two kernels it is idle, whatever range encloses both.
 */
final class TimelineBusy {
  private TimelineBusy() {}

  /** Of spans that are sorted by start, the longer first. */
  static long[] of(TimelineSpans spans, int[] sorted, boolean stream) {
    if (stream) {
      return leaves(spans, sorted);
    }
    Union waits = new Union();
    for (int span : sorted) {
      if (spans.kind(span) == Kind.WAIT) {
        waits.add(spans.start(span), spans.end(span));
      }
    }
    Union outside = new Union();
    Union inside = new Union();
    for (int span : sorted) {
      if (spans.kind(span) == Kind.WORK) {
        Union one = waits.holds(spans.start(span), spans.end(span)) ? inside : outside;
        one.add(spans.start(span), spans.end(span));
      }
    }
    return both(minus(outside.toArray(), waits.toArray()), inside.toArray());
  }

  private static long[] leaves(TimelineSpans spans, int[] sorted) {
    Union busy = new Union();
    int open = -1;
    for (int span : sorted) {
      if (spans.kind(span) != Kind.WORK || spans.end(span) == spans.start(span)) {
        continue;
      }
      boolean nested =
          open >= 0 && spans.start(span) < spans.end(open) && spans.end(span) <= spans.end(open);
      if (open >= 0 && !nested) {
        busy.add(spans.start(open), spans.end(open));
      }
      open = span;
    }
    if (open >= 0) {
      busy.add(spans.start(open), spans.end(open));
    }
    return busy.toArray();
  }

  /** What is in {@code a} and not in {@code b}. */
  static long[] minus(long[] a, long[] b) {
    TimelineLongs out = new TimelineLongs();
    int at = 0;
    for (int i = 0; i < a.length; i += 2) {
      long from = a[i];
      while (at < b.length && b[at + 1] <= from) {
        at += 2;
      }
      for (int hole = at; hole < b.length && b[hole] < a[i + 1]; hole += 2) {
        if (b[hole] > from) {
          out.add(from);
          out.add(b[hole]);
        }
        from = Math.max(from, b[hole + 1]);
      }
      if (from < a[i + 1]) {
        out.add(from);
        out.add(a[i + 1]);
      }
    }
    return out.toArray();
  }

  private static long[] both(long[] a, long[] b) {
    Union all = new Union();
    int i = 0;
    int j = 0;
    while (i < a.length || j < b.length) {
      if (j == b.length || (i < a.length && a[i] <= b[j])) {
        all.add(a[i], a[i + 1]);
        i += 2;
      } else {
        all.add(b[j], b[j + 1]);
        j += 2;
      }
    }
    return all.toArray();
  }

  static long sum(long[] intervals) {
    long sum = 0;
    for (int i = 0; i < intervals.length; i += 2) {
      sum += intervals[i + 1] - intervals[i];
    }
    return sum;
  }

  /** Joins intervals that come in the order of their starts. */
  private static final class Union {
    private final TimelineLongs ends = new TimelineLongs();

    void add(long from, long to) {
      int last = ends.size() - 1;
      if (last >= 0 && from <= ends.get(last)) {
        ends.set(last, Math.max(ends.get(last), to));
      } else if (to > from) {
        ends.add(from);
        ends.add(to);
      }
    }

    /** Whether one interval holds this and more. */
    boolean holds(long from, long to) {
      int low = 0;
      int high = ends.size() / 2;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (ends.get(2 * middle) <= from) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      if (low == 0) {
        return false;
      }
      long start = ends.get(2 * low - 2);
      long end = ends.get(2 * low - 1);
      return to <= end && (from > start || to < end);
    }

    long[] toArray() {
      return ends.toArray();
    }
  }
}
