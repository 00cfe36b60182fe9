package anabranch.profile;

import java.nio.file.Path;

/** A file is not a Chrome trace. The message names the file, the place, and what is wrong there. */
public final class TimelineFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The {@link #line} of a mistake that is at no place in particular. */
  public static final int NOWHERE = -1;

  private final int line;
  private final int column;

  TimelineFormatException(Path file, int line, int column, String problem) {
    super(
        file
            + (line == NOWHERE ? "" : " (line %d, column %d)".formatted(line, column))
            + ": "
            + problem);
    this.line = line;
    this.column = column;
  }

  /** The line in the uncompressed text, from 1, or {@link #NOWHERE}. */
  public int line() {
    return line;
  }

  /** The column in the line, in characters from 1, or {@link #NOWHERE}. */
  public int column() {
    return column;
  }
}
