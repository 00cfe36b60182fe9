package anabranch.io.hostile;

import anabranch.io.hostile.ZipImage.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Archives made by hand. */
public final class Archives {
  private Archives() {}

  /** The parts of an archive with this {@code data.pkl}, a version, and more. */
  public static List<Part> parts(byte[] pickle, Part... more) {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("m/data.pkl", pickle));
    parts.add(text("m/version", "3\n"));
    parts.addAll(List.of(more));
    return parts;
  }

  /** An archive with this {@code data.pkl}, a version, and more. */
  public static byte[] of(byte[] pickle, Part... more) {
    return ZipImage.of(parts(pickle, more)).bytes();
  }

  /** A stored entry of text. */
  public static Part text(String name, String text) {
    return new Part(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A pickle of None. */
  public static byte[] none() {
    return PickleCode.begin().ops("N").end();
  }
}
