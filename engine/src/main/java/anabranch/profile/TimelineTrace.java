package anabranch.profile;

import java.util.List;

/**
 * A trace as it was read. Times are in nanoseconds of the trace's own clock.
 *
 * @param tracks by number
 * @param first the least time of all
 * @param last the greatest time of all
 * @param notes what whoever looks at the picture should know
 */
record TimelineTrace(
    TimelineStrings strings,
    TimelineSpans spans,
    List<TimelineTrack> tracks,
    TimelineFlowPoints flowPoints,
    TimelineCounters counters,
    List<Instant> instants,
    List<Mark> marks,
    long first,
    long last,
    List<String> notes) {
  /** A moment of a row; {@code detail} as {@link TimelineSpans#detail} gave it. */
  record Instant(int track, long time, int name, int detail) {}

  /** A moment of all rows. */
  record Mark(long time, int name) {}
}
