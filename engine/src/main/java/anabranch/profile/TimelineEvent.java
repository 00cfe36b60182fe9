package anabranch.profile;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event of a trace as it was read, in the terms of the <a
 * href="https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU">Trace
 * Event Format</a>. The reader fills the same one again and again.
 */
final class TimelineEvent {
  /** A time that the event does not tell. */
  static final long NO_TIME = Long.MIN_VALUE;

  /** The key, and a String, Long or Double. */
  record Arg(String key, Object value) {}

  String phase = "";
  String name = "";
  String category = "";
  String pid = "";
  String tid = "";
  @Nullable String id;
  @Nullable String bindId;
  boolean flowIn;
  boolean flowOut;
  boolean bindsEnclosing;

  /** Whether an instant is about all rows. */
  boolean global;

  /** In nanoseconds. */
  long time = NO_TIME;

  /** In nanoseconds. */
  long duration = NO_TIME;

  final List<Arg> args = new ArrayList<>();

  void clear() {
    phase = "";
    name = "";
    category = "";
    pid = "";
    tid = "";
    id = null;
    bindId = null;
    flowIn = false;
    flowOut = false;
    bindsEnclosing = false;
    global = false;
    time = NO_TIME;
    duration = NO_TIME;
    args.clear();
  }

  /** The argument of that key, or null. */
  @Nullable Object arg(String key) {
    for (Arg arg : args) {
      if (arg.key().equals(key)) {
        return arg.value();
      }
    }
    return null;
  }
}
