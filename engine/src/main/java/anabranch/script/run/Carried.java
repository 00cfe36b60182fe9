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
  private final List<Tensor> fresh;

  private Carried(@Nullable Object value, List<Tensor> fresh) {
    this.value = value;
    this.fresh = fresh;
  }

  /** Packs {@code value}, and what else its maker may have stored where others see it. */
  static @Nullable Object pack(@Nullable Object value, @Nullable Object[] shared, Sweeper maker) {
    boolean plain = onlyTensors(shared);
    if (plain && isSimple(value)) {
      return value;
    }
    if (plain && value instanceof Tensor tensor) {
      return new Object[] {new Carried(value, maker.madeAmong(List.of(tensor))), tensor};
    }
    Reach reach = Reach.intoValues();
    List<Object> found = (plain ? reach : reach.addAll(shared)).add(value).found();
    @Nullable Object[] packed = new Object[found.size() + 1];
    packed[0] = new Carried(value, maker.madeAmong(found));
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

  /** The tensors in what was packed that its maker made. */
  static List<Tensor> fresh(@Nullable Object packed) {
    return packed instanceof Object[] array && array[0] instanceof Carried carried
        ? carried.fresh
        : List.of();
  }

  /** The value that was packed. */
  static @Nullable Object value(@Nullable Object packed) {
    return packed instanceof Object[] array && array[0] instanceof Carried carried
        ? carried.value
        : packed;
  }
}
