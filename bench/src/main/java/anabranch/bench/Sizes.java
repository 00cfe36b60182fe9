package anabranch.bench;

import java.util.Collection;
import java.util.TreeSet;

/** Sizes that are typed as {@code 3x5x7}. */
final class Sizes {
  private Sizes() {}

  /**
   * Reads {@code text}.
   *
   * @param count how many sizes there are
   * @param form how they are typed, for people
   * @param names what may be typed instead, for people
   * @throws IllegalArgumentException if it is of another form
   */
  static int[] parse(String text, int count, String form, Collection<String> names) {
    if (!text.matches("[1-9]\\d{0,8}(x[1-9]\\d{0,8}){%d}".formatted(count - 1))) {
      throw new IllegalArgumentException(
          "shape=%s: expected %s, or one of %s".formatted(text, form, new TreeSet<>(names)));
    }
    String[] parts = text.split("x", count);
    int[] sizes = new int[count];
    for (int i = 0; i < count; i++) {
      sizes[i] = Integer.parseInt(parts[i]);
    }
    return sizes;
  }
}
