package anabranch.examples.cli;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that appears whole or not at all: it is written under another name beside the target,
 * which is made before the long run so that a place that cannot be written is found out in time.
 */
public final class JsonFile implements AutoCloseable {
  private final Path target;
  private final Path draft;

  private JsonFile(Path target, Path draft) {
    this.target = target;
    this.draft = draft;
  }

  /**
   * Prepares to write {@code path}.
   *
   * @throws RunFailedException if that is not possible
   */
  public static JsonFile prepare(Path path) throws RunFailedException {
    try {
      Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
      if (Files.exists(target) && !Files.isRegularFile(target)) {
        throw new RunFailedException("cannot write " + path + ": it is not a regular file");
      }
      Path draft =
          target.resolveSibling(
              "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
      Files.deleteIfExists(draft);
      Files.createFile(draft);
      draft.toFile().deleteOnExit(); // for a run that is interrupted
      return new JsonFile(target, draft);
    } catch (IOException e) {
      throw cannotWrite(path, e);
    }
  }

  /**
   * Writes the file.
   *
   * @throws RunFailedException if that fails; an older file is left as it was
   */
  public void write(String text) throws RunFailedException {
    try {
      Files.writeString(draft, text);
      try {
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw cannotWrite(target, e);
    }
  }

  private static RunFailedException cannotWrite(Path path, IOException e) {
    return new RunFailedException(
        "cannot write %s: %s (%s); name a file in a directory that exists and may be written"
            .formatted(path, e.getMessage(), e.getClass().getSimpleName()),
        e);
  }

  /** Takes the draft away if it was not used. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(draft);
  }
}
