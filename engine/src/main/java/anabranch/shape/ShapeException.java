package anabranch.shape;

/** Shapes, dimensions or indices do not fit the operation; the message holds them. */
public final class ShapeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Makes one with {@code message}: what does not fit, the values, and what was expected. */
  public ShapeException(String message) {
    super(message);
  }
}
