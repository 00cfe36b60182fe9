package anabranch.examples.cli;

import anabranch.examples.LstmEnsemble.Mode;

/** A way to run the ensemble: a row of the table. */
enum Row {
  /** On one host thread, so without slices: what the tutorial's baseline is. */
  ONE_THREAD("sequential_one_thread", "sequential, one thread", Mode.SEQUENTIAL),
  /** One after the other; large operations are sliced over all threads. */
  SEQUENTIAL("sequential", "sequential", Mode.SEQUENTIAL),
  /** {@link Mode#DIRECTIONS}. */
  DIRECTIONS("directions", "directions forked", Mode.DIRECTIONS),
  /** {@link Mode#MEMBERS}. */
  MEMBERS("members", "members forked", Mode.MEMBERS);

  private final String key;
  private final String title;
  private final Mode mode;

  Row(String key, String title, Mode mode) {
    this.key = key;
    this.title = title;
    this.mode = mode;
  }

  /** The name in JSON. */
  String key() {
    return key;
  }

  /** The name for people. */
  String title() {
    return title;
  }

  /** What overlaps. */
  Mode mode() {
    return mode;
  }
}
