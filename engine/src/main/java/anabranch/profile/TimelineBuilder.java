package anabranch.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the events of a trace together: begins with ends, sources of arrows with targets. */
final class TimelineBuilder {
  private record TrackKey(String pid, String tid) {}

  private static final int MOST_MARKS = 1000;

  private final TimelineStrings strings = new TimelineStrings();
  private final TimelineSpans spans = new TimelineSpans(strings);
  private final TimelineFlowPoints flows = new TimelineFlowPoints();
  private final TimelineCounters counters = new TimelineCounters();
  private final Map<String, TimelineTrack.Group> groups = new LinkedHashMap<>();
  private final Map<TrackKey, TimelineTrack> tracks = new LinkedHashMap<>();
  private final Map<String, TimelineInts> openAsync = new HashMap<>();
  private final List<TimelineTrace.Instant> instants = new ArrayList<>();
  private final List<TimelineTrace.Mark> marks = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;
  private long unmatchedEnds;
  private long withoutTime;
  private long otherPhases;

  /** Something that whoever looks at the picture should know. */
  void note(String note) {
    notes.add(note);
  }

  void add(TimelineEvent event) {
    if (event.phase.equals("M")) {
      metadata(event);
    } else if (event.time == TimelineEvent.NO_TIME) {
      withoutTime++;
    } else {
      timed(event);
    }
  }

  private void timed(TimelineEvent event) {
    switch (event.phase) {
      case "X" -> complete(event);
      case "B" -> begin(event);
      case "E" -> end(event);
      case "b", "S" -> beginAsync(event);
      case "e", "F" -> endAsync(event);
      case "s", "t", "f" -> flow(event, event.phase, event.id);
      case "i", "I", "R", "n" -> instant(event);
      case "C" -> counter(event);
      default -> otherPhases++;
    }
  }

  private void saw(long time) {
    first = Math.min(first, time);
    last = Math.max(last, time);
  }

  private TimelineTrack track(TimelineEvent event) {
    return tracks.computeIfAbsent(
        new TrackKey(event.pid, event.tid),
        key -> new TimelineTrack(tracks.size(), group(key.pid()), key.tid()));
  }

  private TimelineTrack.Group group(String pid) {
    return groups.computeIfAbsent(pid, TimelineTrack.Group::new);
  }

  private void complete(TimelineEvent event) {
    long end = event.time + Math.max(event.duration, 0);
    saw(event.time);
    saw(end);
    spans.add(event, track(event).number, kind(event, false), end);
    if (event.bindId != null && event.flowOut) {
      flow(event, "s", event.bindId);
    }
    if (event.bindId != null && event.flowIn) {
      flow(event, "t", event.bindId);
    }
  }

  private void begin(TimelineEvent event) {
    saw(event.time);
    TimelineTrack track = track(event);
    track.open.add(spans.add(event, track.number, kind(event, false), TimelineSpans.OPEN));
  }

  private void end(TimelineEvent event) {
    close(track(event).open, event);
  }

  private void close(TimelineInts open, TimelineEvent event) {
    if (open.isEmpty()) {
      unmatchedEnds++;
      return;
    }
    saw(event.time);
    int span = open.removeLast();
    spans.end(span, Math.max(event.time, spans.start(span)));
    spans.addArgs(span, event);
  }

  private static String asyncKey(TimelineEvent event) {
    String named = event.phase.equals("S") || event.phase.equals("F") ? event.name : "";
    return event.category + "\0" + event.id + "\0" + named;
  }

  private void beginAsync(TimelineEvent event) {
    saw(event.time);
    TimelineTrack track = track(event);
    int span = spans.add(event, track.number, kind(event, true), TimelineSpans.OPEN);
    openAsync.computeIfAbsent(asyncKey(event), key -> new TimelineInts()).add(span);
  }

  private void endAsync(TimelineEvent event) {
    String key = asyncKey(event);
    TimelineInts open = openAsync.getOrDefault(key, new TimelineInts());
    close(open, event);
    if (open.isEmpty()) {
      openAsync.remove(key);
    }
  }

  private static TimelineSpans.Kind kind(TimelineEvent event, boolean async) {
    if (isWait(event, async)) {
      return TimelineSpans.Kind.WAIT;
    }
    if (async) {
      return TimelineSpans.Kind.ASYNC;
    }
    return switch (event.category) {
      case "user_annotation", "gpu_user_annotation", "Trace" -> TimelineSpans.Kind.NOTE;
      default -> TimelineSpans.Kind.WORK;
    };
  }

  /** Ours say so by category; a host that synchronizes with its GPU waits too. */
  private static boolean isWait(TimelineEvent event, boolean async) {
    String category = event.category.toLowerCase(Locale.ROOT);
    if (category.equals("wait") || (async && (category.contains("wait") || waits(event.name)))) {
      return true;
    }
    return category.startsWith("cuda_") && event.name.matches("cu(da)?[A-Za-z]*Synchronize");
  }

  private static boolean waits(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith("wait") || lower.startsWith("await");
  }

  private void flow(TimelineEvent event, String phase, @Nullable String id) {
    saw(event.time);
    int key = strings.number(event.category + "\0" + id);
    int label = strings.number(event.category.isEmpty() ? event.name : event.category);
    flows.add(key, label, phase.charAt(0), event.bindsEnclosing, track(event).number, event.time);
  }

  private void instant(TimelineEvent event) {
    saw(event.time);
    if (event.name.equals("[memory]") && event.arg("Total Allocated") instanceof Number total) {
      counters.add(group(event.pid), allocatedOn(event), "bytes", event.time, total.doubleValue());
    } else if (event.global) {
      if (marks.size() < MOST_MARKS) {
        marks.add(new TimelineTrace.Mark(event.time, strings.number(event.name)));
      }
    } else {
      instants.add(
          new TimelineTrace.Instant(
              track(event).number, event.time, strings.number(event.name), spans.detail(event)));
    }
  }

  /** PyTorch numbers types of devices; 0 is the CPU, 1 is CUDA. */
  private static String allocatedOn(TimelineEvent event) {
    String type = String.valueOf(event.arg("Device Type"));
    String id = String.valueOf(event.arg("Device Id"));
    return switch (type) {
      case "0" -> "allocated on cpu";
      case "1" -> "allocated on cuda:" + id;
      default -> "allocated on device " + type + ":" + id;
    };
  }

  private void counter(TimelineEvent event) {
    saw(event.time);
    String name = event.id == null ? event.name : event.name + " " + event.id;
    for (TimelineEvent.Arg arg : event.args) {
      double value = number(arg.value());
      if (!Double.isNaN(value)) {
        counters.add(group(event.pid), name, arg.key(), event.time, value);
      }
    }
  }

  private static double number(Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    try {
      return Double.parseDouble(value.toString());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private void metadata(TimelineEvent event) {
    switch (event.name) {
      case "process_name" -> group(event.pid).name = textArg(event, "name");
      case "process_labels" -> group(event.pid).labels = textArg(event, "labels");
      case "process_sort_index" -> group(event.pid).sortIndex = sortIndex(event);
      case "thread_name" -> track(event).name = textArg(event, "name");
      case "thread_sort_index" -> track(event).sortIndex = sortIndex(event);
      default -> {
        // Other metadata says nothing about the picture.
      }
    }
  }

  private static String textArg(TimelineEvent event, String key) {
    Object value = event.arg(key);
    return value == null ? "" : TimelineStrings.wellFormed(value.toString());
  }

  private static int sortIndex(TimelineEvent event) {
    double index = number(textArg(event, "sort_index"));
    return Double.isNaN(index) ? TimelineTrack.UNSORTED : (int) index;
  }

  TimelineTrace finish() {
    long unfinished = 0;
    for (int span = 0; span < spans.size(); span++) {
      if (spans.end(span) == TimelineSpans.OPEN) {
        spans.end(span, last);
        unfinished++;
      }
    }
    count(unfinished, "span%s had no end and are drawn up to the trace's end");
    count(unmatchedEnds, "end%s had no beginning and are left out");
    count(withoutTime, "event%s had no time and are left out");
    count(otherPhases, "event%s of kinds that this page does not show are left out");
    if (first > last) {
      first = 0;
      last = 0;
    }
    return new TimelineTrace(
        strings,
        spans,
        List.copyOf(tracks.values()),
        flows,
        counters,
        instants,
        marks,
        first,
        last,
        notes);
  }

  private void count(long count, String what) {
    if (count > 0) {
      notes.add("%,d %s.".formatted(count, what.formatted(count == 1 ? "" : "s")));
    }
  }
}
