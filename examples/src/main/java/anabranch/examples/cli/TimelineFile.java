package anabranch.examples.cli;

import anabranch.profile.Profile;
import anabranch.profile.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file for a page; whether it can be written is looked at before the long run. */
final class TimelineFile {
  private final Path path;

  private TimelineFile(Path path) {
    this.path = path;
  }

  /**
   * Prepares to write {@code path}.
   *
   * @throws RunFailedException if its directory is not there or may not be written, or it is one
   */
  static TimelineFile prepare(Path path) throws RunFailedException {
    Path target = path.toAbsolutePath();
    Path directory = target.getParent();
    if (directory == null || !Files.isWritable(directory)) {
      throw new RunFailedException(
          "cannot write " + path + ": name a file in a directory that exists and may be written");
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new RunFailedException("cannot write " + path + ": it is not a regular file");
    }
    return new TimelineFile(target);
  }

  /**
   * Writes the page of {@code profile}.
   *
   * @throws RunFailedException if that fails; an older file is left as it was
   */
  void write(Profile profile) throws RunFailedException {
    try {
      Timeline.write(profile, path);
    } catch (IOException e) {
      throw new RunFailedException(
          "cannot write %s: %s (%s)".formatted(path, e.getMessage(), e.getClass().getSimpleName()),
          e);
    }
  }
}
