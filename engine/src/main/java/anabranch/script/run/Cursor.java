package anabranch.script.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a loop is. */
interface Cursor {
  /** Whether there is another item. */
  boolean hasNext();

  /** The next item. */
  @Nullable Object next();

  /** What it goes over. */
  List<@Nullable Object> over();
}
