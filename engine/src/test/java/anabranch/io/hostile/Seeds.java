package anabranch.io.hostile;

import anabranch.io.hostile.ZipImage.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipFile;

/** Good files, that hostile ones are made of. */
final class Seeds {
  private static final List<String> ARCHIVES =
      List.of(
          "/goldens/script/ensemble.pt",
          "/goldens/script/data_dependent.pt",
          "/goldens/script/hundred.pt",
          "/archives/kinds.pt",
          "/archives/frozen.pt",
          "/archives/state_dict.pth",
          "/archives/checkpoint.pth",
          "/archives/kinds-2.7.pt");
  private static final List<String> SAFETENSORS =
      List.of("/goldens/op/neg.safetensors", "/goldens/op/where.safetensors");

  private Seeds() {}

  static List<byte[]> archives() throws IOException {
    List<byte[]> all = new ArrayList<>();
    for (String name : ARCHIVES) {
      all.add(resource(name));
    }
    all.add(newer());
    return all;
  }

  static List<byte[]> safetensors() throws IOException {
    List<byte[]> all = new ArrayList<>();
    for (String name : SAFETENSORS) {
      all.add(resource(name));
    }
    return all;
  }

  /** The {@code data.pkl} of each archive, and one on the storage {@code data/0} of 16 bytes. */
  static List<byte[]> pickles() throws IOException {
    List<byte[]> all = new ArrayList<>();
    Path file = Files.createTempFile("seed", ".zip");
    for (byte[] archive : archives()) {
      Files.write(file, archive);
      try (ZipFile zip = new ZipFile(file.toFile())) {
        var entry = zip.stream().filter(e -> e.getName().endsWith("/data.pkl")).findFirst();
        try (InputStream in = zip.getInputStream(entry.orElseThrow())) {
          all.add(in.readAllBytes());
        }
      }
    }
    Files.delete(file);
    for (int i = 0; i < 8; i++) {
      all.add(tensor());
    }
    return all;
  }

  private static byte[] tensor() {
    return PickleCode.begin()
        .object("__torch__", "A")
        .text("weight")
        .tensor("FloatStorage", "0", 4, 1, new long[] {2, 1}, new long[] {2, 1})
        .put(0)
        .text("same")
        .get(0)
        .ops("ub")
        .end();
  }

  /** As PyTorch 2 writes it: with a byte order, an alignment, and an id. */
  static byte[] newer() {
    return ZipImage.of(
            List.of(
                new Part("m/data.pkl", tensor()),
                Archives.text("m/.format_version", "1"),
                Archives.text("m/.storage_alignment", "64"),
                Archives.text("m/byteorder", "little"),
                new Part("m/data/0", new byte[16]),
                new Part(
                    "m/code/__torch__.py",
                    "class A(Module):\n  weight : Tensor\n".getBytes(StandardCharsets.UTF_8),
                    true),
                Archives.text("m/version", "10\n"),
                Archives.text("m/.data/serialization_id", "0636457737946401051300000028110023")))
        .bytes();
  }

  static byte[] resource(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(Seeds.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    }
  }
}
