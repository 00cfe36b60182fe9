package anabranch.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every image that is shipped was made from the sources as they are, by the flags as they are. */
final class ImagesTest {
  private static final String MEND = "run mvn -Pkernels -pl native-kernels generate-resources";

  @TempDir Path dir;
  private Images copy;
  private String family;

  @BeforeEach
  void copy() throws IOException {
    Images here = Images.ofModule();
    family = here.families().getFirst();
    copy = new Images(copy(here.sources(), "cuda"), copy(here.images(), "images"));
  }

  private Path copy(Path folder, String name) throws IOException {
    Path to = Files.createDirectory(dir.resolve(name));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    return to;
  }

  @Test
  void allImagesAreCurrent() {
    Images here = Images.ofModule();
    assertFalse(here.families().isEmpty(), "no kernels in " + here.sources());
    assertEquals("", String.join("\n", here.complaints()));
  }

  @Test
  void aChangedSourceMakesItsImagesStale() throws IOException {
    Path source = copy.sources().resolve(family + ".cu");
    Files.writeString(source, Files.readString(source) + "\n");
    List<String> complaints = copy.complaints();
    assertEquals(1 + Images.TARGETS.size(), complaints.size(), complaints.toString());
    for (String complaint : complaints) {
      assertTrue(complaint.startsWith(family + "."), complaint);
      assertTrue(complaint.contains("is stale"), complaint);
      assertTrue(complaint.endsWith(MEND), complaint);
    }
  }

  @Test
  void aChangedHeaderMakesAllImagesStale() throws IOException {
    Path header = copy.sources().resolve("number.cuh");
    Files.writeString(header, Files.readString(header) + "\n");
    assertEquals(copy.families().size() * (1 + Images.TARGETS.size()), copy.complaints().size());
  }

  @Test
  void aMissingImageIsFound() throws IOException {
    Files.delete(copy.cubin(family, "sm_86"));
    assertEquals(List.of(family + ".sm_86.cubin is missing: " + MEND), copy.complaints());
  }

  @Test
  void anImageWithoutASourceIsFound() throws IOException {
    Files.writeString(copy.ptx("nothing"), "");
    assertEquals(List.of("nothing.ptx has no source: " + MEND), copy.complaints());
  }

  @Test
  void anImageThatWasEditedIsFound() throws IOException {
    Files.writeString(copy.ptx(family), Files.readString(copy.ptx(family)) + "\n");
    assertEquals(
        List.of(family + ".ptx is not what nvcc made of its source: " + MEND), copy.complaints());
  }
}
