package anabranch.script.ops;

import org.jspecify.annotations.Nullable;

/**
 * An entry of the table: what the operation takes and gives, and what it does.
 *
 * @param schema what it takes and gives
 * @param body what it does
 * @param makesTensors whether tensors in its result are new, but for those that it was given
 */
public record Operation(Schema schema, Body body, boolean makesTensors) {
  /** What an operation does. */
  @FunctionalInterface
  public interface Body {
    /** Its result for these arguments. */
    @Nullable Object run(Args arguments);
  }
}
