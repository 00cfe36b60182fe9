package anabranch.kernels;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The images that should have been made from a folder of sources, and those that are there. The
 * rules are those of compile.sh, written a second time.
 *
 * @param sources the folder of .cu and .cuh files
 * @param images the folder of .ptx and .cubin files and CHECKSUMS
 */
record Images(Path sources, Path images) {
  /** The targets that cubins are shipped for. */
  static final List<String> TARGETS = List.of("sm_75", "sm_80", "sm_86", "sm_89", "sm_90");

  private static final String FLAGS = "-O3 -std=c++17";
  private static final String MEND = "run mvn -Pkernels -pl native-kernels generate-resources";
  private static final Pattern INCLUDE =
      Pattern.compile("^ *# *include \"([^\"]*\\.cuh)\"", Pattern.MULTILINE);

  /** Those of this module, whose folder is the current one. */
  static Images ofModule() {
    return new Images(
        Path.of("src/main/cuda"), Path.of("src/main/resources/META-INF/anabranch/kernels"));
  }

  /** The names of the sources without their ending. */
  List<String> families() {
    return names(sources, ".cu").stream().map(name -> name.replaceFirst("\\.cu$", "")).toList();
  }

  /** The PTX of {@code family}. */
  Path ptx(String family) {
    return images.resolve(family + ".ptx");
  }

  /** The cubin of {@code family} for {@code target}. */
  Path cubin(String family, String target) {
    return images.resolve(family + "." + target + ".cubin");
  }

  /** What is wrong, one line for each image; empty if nothing is. */
  List<String> complaints() {
    Map<String, List<String>> checksums = checksums();
    List<String> complaints = new ArrayList<>();
    SortedSet<String> extra = new TreeSet<>(names(images, ".ptx"));
    extra.addAll(names(images, ".cubin"));
    extra.addAll(checksums.keySet());
    for (String family : families()) {
      for (String image : imagesOf(family)) {
        extra.remove(image);
        String wrong = wrongWith(family, image, checksums.getOrDefault(image, List.of("", "")));
        if (!wrong.isEmpty()) {
          complaints.add(image + " " + wrong + ": " + MEND);
        }
      }
    }
    extra.forEach(image -> complaints.add(image + " has no source: " + MEND));
    return complaints;
  }

  private static List<String> imagesOf(String family) {
    List<String> names = new ArrayList<>(List.of(family + ".ptx"));
    TARGETS.forEach(target -> names.add(family + "." + target + ".cubin"));
    return names;
  }

  private String wrongWith(String family, String image, List<String> recorded) {
    Path file = images.resolve(image);
    if (!Files.exists(file)) {
      return "is missing";
    }
    if (!recorded.get(0).equals(inputs(family, image))) {
      return "is stale: its source or flags changed since it was made";
    }
    return recorded.get(1).equals(checksum(file)) ? "" : "is not what nvcc made of its source";
  }

  /** By image: the checksum of what it was made from, and its own. */
  private Map<String, List<String>> checksums() {
    Map<String, List<String>> found = new HashMap<>();
    Path file = images.resolve("CHECKSUMS");
    if (Files.exists(file)) {
      for (String line : text(file).lines().toList()) {
        List<String> words = List.of(line.split(" ", 3));
        found.put(words.getLast(), words);
      }
    }
    return found;
  }

  private String inputs(String family, String image) {
    String target = image.substring(family.length() + 1).replace(".cubin", "");
    StringBuilder text = new StringBuilder("nvcc ").append(FLAGS);
    text.append(target.equals("ptx") ? " -ptx -arch=compute_75" : " -cubin -arch=" + target);
    text.append('\n');
    for (String name : closure(family + ".cu")) {
      text.append(checksum(sources.resolve(name))).append("  ").append(name).append('\n');
    }
    return checksum(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private SortedSet<String> closure(String source) {
    SortedSet<String> found = new TreeSet<>();
    Deque<String> left = new ArrayDeque<>(List.of(source));
    while (!left.isEmpty()) {
      String name = left.pop();
      if (found.add(name)) {
        INCLUDE
            .matcher(text(sources.resolve(name)))
            .results()
            .forEach(include -> left.push(include.group(1)));
      }
    }
    return found;
  }

  private static List<String> names(Path folder, String ending) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ending))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    return new String(bytes(file), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String checksum(Path file) {
    return checksum(bytes(file));
  }

  private static String checksum(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
