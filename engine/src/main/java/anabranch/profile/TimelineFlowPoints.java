package anabranch.profile;

/** Where arrows begin, pass and end, in the order of the file. */
final class TimelineFlowPoints {
  private final TimelineInts keys = new TimelineInts();
  private final TimelineInts labels = new TimelineInts();
  private final TimelineInts phases = new TimelineInts();
  private final TimelineInts tracks = new TimelineInts();
  private final TimelineLongs times = new TimelineLongs();

  /**
   * Adds a point.
   *
   * @param phase {@code s}, {@code t} or {@code f}
   * @param enclosing whether it means the span around it, else the one that begins next
   */
  void add(int key, int label, char phase, boolean enclosing, int track, long time) {
    keys.add(key);
    labels.add(label);
    phases.add(phase << 1 | (enclosing ? 1 : 0));
    tracks.add(track);
    times.add(time);
  }

  int size() {
    return keys.size();
  }

  int key(int point) {
    return keys.get(point);
  }

  int label(int point) {
    return labels.get(point);
  }

  boolean isStart(int point) {
    return phases.get(point) >> 1 == 's';
  }

  boolean isEnd(int point) {
    return phases.get(point) >> 1 == 'f';
  }

  boolean enclosing(int point) {
    return (phases.get(point) & 1) == 1;
  }

  int track(int point) {
    return tracks.get(point);
  }

  long time(int point) {
    return times.get(point);
  }
}
