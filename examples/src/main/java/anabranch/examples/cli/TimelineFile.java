package anabranch.examples.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** A file for a page; whether it can be written is looked at before the long run. */
final class TimelineFile {
  private TimelineFile() {}

  /**
   * Looks whether {@code path} can be written.
   *
   * @throws RunFailedException if its directory is not there or may not be written, or it is one
   */
  static void check(Path path) throws RunFailedException {
    Path target = path.toAbsolutePath();
    Path directory = target.getParent();
    if (directory == null || !Files.isWritable(directory)) {
      throw new RunFailedException(
          "cannot write " + path + ": name a file in a directory that exists and may be written");
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new RunFailedException("cannot write " + path + ": it is not a regular file");
    }
  }
}
