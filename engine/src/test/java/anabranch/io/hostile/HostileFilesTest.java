package anabranch.io.hostile;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first few of the files of {@link HostileRun}. */
final class HostileFilesTest {
  private static final int FILES = 1_000;

  @TempDir private Path folder;

  @Test
  void eachIsReadOrRefusedSoonAndWithLittleMemory() throws IOException {
    Attempt attempt = new Attempt(folder.resolve("hostile"));
    HostileFiles files = new HostileFiles(7);
    for (int i = 0; i < FILES; i++) {
      files.run(i, attempt);
    }
    assertTrue(attempt.read() > FILES / 50, attempt::toString);
    assertTrue(attempt.refused() > FILES / 2, attempt::toString);
  }

  @Test
  void theGoodFilesThatTheyAreMadeOfAreRead() throws IOException {
    Attempt attempt = new Attempt(folder.resolve("good"));
    for (byte[] archive : Seeds.archives()) {
      attempt.archive(archive);
    }
    for (byte[] file : Seeds.safetensors()) {
      attempt.safetensors(file);
    }
    assertTrue(attempt.refused() == 0 && attempt.read() > 5, attempt::toString);
  }
}
