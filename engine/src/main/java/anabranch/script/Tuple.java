package anabranch.script;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tuple of a program.
 *
 * @param items its items; not to be changed
 */
public record Tuple(List<@Nullable Object> items) {
  /** Keeps a copy of the items. */
  public Tuple {
    items = Collections.unmodifiableList(new ArrayList<>(items));
  }

  /** A tuple of these items. */
  public static Tuple of(@Nullable Object... items) {
    return new Tuple(Arrays.asList(items));
  }

  /** An item. */
  public @Nullable Object get(int i) {
    return items.get(i);
  }

  /** How many there are. */
  public int size() {
    return items.size();
  }
}
