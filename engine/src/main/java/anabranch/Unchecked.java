package anabranch;

import org.jspecify.annotations.Nullable;

/**
 * Values come back from the runtime as objects; this gives them the type with which they went in.
 */
final class Unchecked {
  private Unchecked() {}

  @SuppressWarnings({
    "unchecked",
    "NullAway",
    "TypeParameterUnusedInFormals"
  }) // R admits null exactly if the body may return it
  static <R extends @Nullable Object> R cast(@Nullable Object value) {
    return (R) value;
  }
}
