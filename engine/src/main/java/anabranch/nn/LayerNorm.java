package anabranch.nn;

import anabranch.Tensor;
import anabranch.shape.Shape;
import org.jspecify.annotations.Nullable;

/**
 * {@code (x - mean) / sqrt(variance + eps) * weight + bias} over the last dimensions, whose sizes
 * are those of the parameters {@code weight} (at first ones) and {@code bias} (at first zeros).
 */
public final class LayerNorm extends Module<Tensor, Tensor> {
  private static final double EPSILON = 1e-5;

  private final Shape normalized;
  private final double eps;
  private final @Nullable Parameter weight;
  private final @Nullable Parameter bias;

  private LayerNorm(Shape normalized, double eps, boolean affine) {
    if (normalized.rank() == 0) {
      throw new IllegalArgumentException(
          "layer_norm: expected normalized_shape to be at least 1-dimensional, got []");
    }
    this.normalized = normalized;
    this.eps = eps;
    this.weight = affine ? parameter("weight", Init.constant(1, normalized.sizes())) : null;
    this.bias = affine ? parameter("bias", Init.constant(0, normalized.sizes())) : null;
  }

  /** Over trailing dimensions of these sizes, with weight and bias, eps = 1e-5. */
  public static LayerNorm of(long... normalized) {
    return of(Shape.of(normalized), EPSILON, true);
  }

  /**
   * Over trailing dimensions of shape {@code normalized}.
   *
   * @param eps added to the variance
   * @param affine whether there are weight and bias
   */
  public static LayerNorm of(Shape normalized, double eps, boolean affine) {
    return new LayerNorm(normalized, eps, affine);
  }

  /**
   * Applies it.
   *
   * @throws anabranch.shape.ShapeException if the input's last dimensions have other sizes
   */
  @Override
  protected Tensor forward(Tensor x) {
    return x.layerNorm(
        normalized.sizes(),
        weight == null ? null : weight.tensor(),
        bias == null ? null : bias.tensor(),
        eps);
  }

  @Override
  protected String options() {
    return "%s, eps=%s, elementwise_affine=%s"
        .formatted(normalized, eps, weight == null ? "False" : "True");
  }
}
