package anabranch.io;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file is not what it says it is. The message names the file, the entry and the place. */
public final class MalformedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  /** The {@link #offset} of a mistake that is at no place in particular. */
  public static final long NOWHERE = -1;

  private final String file;
  private final @Nullable String entry;
  private final long offset;

  MalformedFileException(Path file, @Nullable String entry, long offset, String problem) {
    super(
        file
            + (entry == null ? "" : ": entry '" + excerpt(entry) + "'")
            + (offset == NOWHERE ? "" : " (byte " + offset + ")")
            + ": "
            + problem);
    this.file = file.toString();
    this.entry = entry;
    this.offset = offset;
  }

  /** The start of {@code text}, for messages: it may be as long as its file. */
  static String excerpt(String text) {
    int most = 200;
    return text.length() <= most ? text : text.substring(0, most) + "...";
  }

  /** The file, as it was named by the caller. */
  public Path file() {
    return Path.of(file);
  }

  /** The entry of the file that is wrong, or null if it is not about one. */
  public @Nullable String entry() {
    return entry;
  }

  /** The place in the file, in bytes from its start, or {@link #NOWHERE}. */
  public long offset() {
    return offset;
  }
}
