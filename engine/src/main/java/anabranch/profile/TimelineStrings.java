package anabranch.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Each text of a trace once, by number; the empty text is 0. */
final class TimelineStrings {
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> texts = new ArrayList<>();

  TimelineStrings() {
    number("");
  }

  /** The number of {@code text}, whose halves of surrogate pairs become U+FFFD. */
  int number(String text) {
    Integer known = numbers.get(text);
    if (known != null) {
      return known;
    }
    int fresh = texts.size();
    texts.add(wellFormed(text));
    numbers.put(text, fresh);
    return fresh;
  }

  String text(int number) {
    return texts.get(number);
  }

  List<String> all() {
    return texts;
  }

  /** JSON can name half a pair, UTF-8 cannot hold it. */
  static String wellFormed(String text) {
    if (text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
      return text;
    }
    StringBuilder mended = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
        .forEach(mended::appendCodePoint);
    return mended.toString();
  }
}
