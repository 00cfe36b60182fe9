package anabranch.examples.cli;

import java.util.List;

/** What {@code --mode} takes: which ways are run. */
enum Modes {
  /**
   * All; on several threads of a CPU also on one, to tell the gain of slices from that of forks.
   */
  ALL(Row.ONE_THREAD, Row.SEQUENTIAL, Row.DIRECTIONS, Row.MEMBERS),
  /** One after the other. */
  SEQUENTIAL(Row.SEQUENTIAL),
  /** Forked directions. */
  DIRECTIONS(Row.DIRECTIONS),
  /** Forked members. */
  MEMBERS(Row.MEMBERS);

  private final List<Row> rows;

  Modes(Row... rows) {
    this.rows = List.of(rows);
  }

  /** The rows of the table, in order. */
  List<Row> rows() {
    return rows;
  }

  /** Reads one. */
  static final class Converter extends LowerCase<Modes> {
    Converter() {
      super(Modes.class);
    }
  }
}
