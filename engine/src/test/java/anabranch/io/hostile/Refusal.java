package anabranch.io.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.io.MalformedFileException;
import anabranch.io.TorchArchive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** That a file is refused, and says why. */
final class Refusal {
  private Refusal() {}

  static Path write(Path folder, byte[] content) {
    try {
      return Files.write(folder.resolve("hostile.pt"), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opening {@code content} fails, and the message has all {@code parts}. */
  static MalformedFileException of(Path folder, byte[] content, String... parts) {
    Path file = write(folder, content);
    MalformedFileException e =
        assertThrows(MalformedFileException.class, () -> TorchArchive.open(file).close());
    assertEquals(file, e.file());
    assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
    assertTrue(e.offset() <= content.length, e.getMessage());
    for (String part : parts) {
      assertTrue(e.getMessage().contains(part), e.getMessage());
    }
    return e;
  }
}
