package anabranch.profile;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Makes a page for a browser from a Chrome trace: one HTML file with everything in it that needs no
 * network. Reads the traces of {@link Profile} and what PyTorch's profiler exports, compressed or
 * not: see {@code docs/timeline.md}.
 *
 * <p>All of the trace is held in memory meanwhile: about 100 bytes per span, and its distinct
 * texts.
 */
public final class Timeline {
  private Timeline() {}

  /**
   * Reads {@code trace} and writes {@code page}, which appears, or replaces an older one, only once
   * it is complete.
   *
   * @return the numbers that the page shows
   * @throws TimelineFormatException if {@code trace} is not a Chrome trace
   * @throws IOException if a file cannot be read or written
   */
  public static TimelineSummary write(Path trace, Path page) throws IOException {
    return write(TimelineReader.read(trace), String.valueOf(trace.getFileName()), page);
  }

  /**
   * As {@link #write(Path, Path)}, of a recording; its trace is in a temporary file meanwhile.
   *
   * @throws IOException if a file cannot be read or written
   */
  public static TimelineSummary write(Profile profile, Path page) throws IOException {
    Path trace = Files.createTempFile("anabranch-", ".json.gz");
    try {
      ChromeTrace.write(profile, trace);
      return write(TimelineReader.read(trace), String.valueOf(page.getFileName()), page);
    } finally {
      Files.deleteIfExists(trace);
    }
  }

  private static TimelineSummary write(TimelineTrace trace, String title, Path page)
      throws IOException {
    Path part = page.resolveSibling(page.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      TimelineSummary summary;
      try (OutputStream out =
          new BufferedOutputStream(
              Files.newOutputStream(part, StandardOpenOption.CREATE_NEW), 1 << 16)) {
        summary = TimelinePage.write(trace, title, out);
      }
      Files.move(part, page, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return summary;
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
