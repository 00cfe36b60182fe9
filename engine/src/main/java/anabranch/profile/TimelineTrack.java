package anabranch.profile;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A row of the picture while it is gathered: a thread of the host, or a stream of a device. */
final class TimelineTrack {
  /** Where no sort index was given: after those that have one. */
  static final int UNSORTED = Integer.MAX_VALUE;

  /** A process of the trace; a device counts as one. */
  static final class Group {
    final String pid;
    @Nullable String name;
    @Nullable String labels;
    int sortIndex = UNSORTED;

    Group(String pid) {
      this.pid = pid;
    }

    String title() {
      String title = name == null ? "process " + pid : name;
      return labels == null || labels.isEmpty() ? title : title + " (" + labels + ")";
    }
  }

  final int number;
  final Group group;
  final String tid;
  @Nullable String name;
  int sortIndex = UNSORTED;

  /** The spans begun by B that are still open: their numbers. */
  final TimelineInts open = new TimelineInts();

  TimelineTrack(int number, Group group, String tid) {
    this.number = number;
    this.group = group;
    this.tid = tid;
  }

  String title() {
    return name != null ? name.strip() : "thread " + tid;
  }

  /** Whether work is enqueued here by others: between two kernels a stream is idle. */
  boolean isStream() {
    String title = title().toLowerCase(Locale.ROOT);
    return title.startsWith("stream")
        || title.startsWith("gpu ")
        || (group.labels != null && group.labels.startsWith("GPU"));
  }
}
