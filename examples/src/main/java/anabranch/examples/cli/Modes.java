package anabranch.examples.cli;

import java.util.List;

/** What {@code --mode} takes: which ways are run. */
enum Modes {
  /**
   * All; on several threads of a CPU also on one, to tell the gain of slices from that of forks.
   */
  ALL,
  /** One after the other. */
  SEQUENTIAL,
  /** Forked directions. */
  DIRECTIONS,
  /** Forked members. */
  MEMBERS;

  /** The rows of the table, in order. */
  List<Row> rows() {
    return switch (this) {
      case ALL -> List.of(Row.values());
      case SEQUENTIAL -> List.of(Row.SEQUENTIAL);
      case DIRECTIONS -> List.of(Row.DIRECTIONS);
      case MEMBERS -> List.of(Row.MEMBERS);
    };
  }

  /** Reads one. */
  static final class Converter extends LowerCase<Modes> {
    Converter() {
      super(Modes.class);
    }
  }
}
