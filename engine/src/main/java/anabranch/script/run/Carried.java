package anabranch.script.run;

import anabranch.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value in a form in which the engine finds its tensors and futures, so that they outlive the
 * scope that they were made in: an array of this, and then of them.
 */
final class Carried {
  private final @Nullable Object value;

  private Carried(@Nullable Object value) {
    this.value = value;
  }

  /** Packs {@code value}, and what else its maker may have stored where others see it. */
  static @Nullable Object pack(@Nullable Object value, @Nullable Object[] shared) {
    Reach reach = new Reach(true).addAll(shared);
    boolean plain = reach.found().isEmpty() || onlyTensors(shared);
    if (plain && (value instanceof Tensor || isSimple(value))) {
      return value;
    }
    List<Object> found = (plain ? new Reach(false) : reach).add(value).found();
    @Nullable Object[] packed = new Object[found.size() + 1];
    packed[0] = new Carried(value);
    for (int i = 0; i < found.size(); i++) {
      packed[i + 1] = found.get(i);
    }
    return packed;
  }

  private static boolean isSimple(@Nullable Object value) {
    return value == null
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof String;
  }

  /** Nothing can be stored in what is no container. */
  private static boolean onlyTensors(@Nullable Object[] shared) {
    for (Object value : shared) {
      if (!(value instanceof Tensor) && !isSimple(value)) {
        return false;
      }
    }
    return true;
  }

  /** The value that was packed. */
  static @Nullable Object value(@Nullable Object packed) {
    return packed instanceof Object[] array && array[0] instanceof Carried carried
        ? carried.value
        : packed;
  }
}
