package anabranch.shape;

/** An operation is not defined for a {@link DType}, or two types do not go together. */
public final class DTypeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Makes one with {@code message}: the operation, the types, and what was expected. */
  public DTypeException(String message) {
    super(message);
  }
}
