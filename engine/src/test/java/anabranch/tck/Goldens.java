package anabranch.tck;

import anabranch.io.Safetensors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** The results made by PyTorch that come with the suites. */
final class Goldens {
  private Goldens() {}

  /**
   * Opens {@code goldens/NAME.safetensors}, by way of {@code folder}, since a jar cannot be mapped.
   */
  static Safetensors open(String name, Path folder) throws IOException {
    String resource = "/goldens/" + name + ".safetensors";
    try (InputStream in =
        Objects.requireNonNull(Goldens.class.getResourceAsStream(resource), resource)) {
      Path file = folder.resolve("golden.safetensors");
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return Safetensors.open(file);
    }
  }
}
