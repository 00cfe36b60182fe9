package anabranch.examples.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** Archives that PyTorch made, as files. */
final class ScriptFiles {
  private ScriptFiles() {}

  static Path copy(String name, Path folder) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in =
        Objects.requireNonNull(
            ScriptFiles.class.getResourceAsStream("/goldens/script/" + name), name)) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }
}
