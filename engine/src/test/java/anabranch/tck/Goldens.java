package anabranch.tck;

import static org.junit.jupiter.api.Assertions.assertFalse;

import anabranch.io.Safetensors;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The results made by PyTorch that come with the suites. */
public final class Goldens {
  private static final String SUFFIX = ".safetensors";

  private Goldens() {}

  /**
   * Opens {@code goldens/NAME.safetensors}, by way of {@code folder}, since a jar cannot be mapped.
   */
  static Safetensors open(String name, Path folder) throws IOException {
    String resource = "/goldens/" + name + SUFFIX;
    try (InputStream in =
        Objects.requireNonNull(Goldens.class.getResourceAsStream(resource), resource)) {
      Path file = folder.resolve("golden.safetensors");
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return Safetensors.open(file);
    }
  }

  /** The names of all safetensors files in {@code goldens/folder}, without the suffix. */
  static List<String> names(String folder) {
    return names(folder, SUFFIX);
  }

  /** A copy of {@code goldens/NAME} in {@code folder}, or null if there is none. */
  public static Path copy(String name, Path folder) throws IOException {
    try (InputStream in = Goldens.class.getResourceAsStream("/goldens/" + name)) {
      if (in == null) {
        return null;
      }
      Path file = folder.resolve(name.substring(name.lastIndexOf('/') + 1));
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    }
  }

  /** The names of all files in {@code goldens/folder} that end with {@code suffix}, without it. */
  public static List<String> names(String folder, String suffix) {
    return resources("/goldens/" + folder, suffix);
  }

  /** The names of all resources in {@code folder} that end with {@code suffix}, without it. */
  static List<String> resources(String folder, String suffix) {
    URL url = Objects.requireNonNull(Goldens.class.getResource(folder), folder);
    try {
      URI uri = url.toURI();
      if (!uri.getScheme().equals("jar")) {
        return list(Path.of(uri), suffix);
      }
      String jar = uri.toString().substring(0, uri.toString().indexOf('!'));
      try (FileSystem files = FileSystems.newFileSystem(URI.create(jar), Map.of())) {
        return list(files.getPath(folder), suffix);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> list(Path folder, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names =
          files
              .map(path -> path.getFileName().toString())
              .filter(name -> name.endsWith(suffix))
              .map(name -> name.substring(0, name.length() - suffix.length()))
              .sorted()
              .toList();
      assertFalse(names.isEmpty(), folder + " has no goldens");
      return names;
    }
  }
}
