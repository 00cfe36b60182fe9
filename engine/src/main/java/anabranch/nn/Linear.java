package anabranch.nn;

import anabranch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = x @ weight.T + bias}: input [*, in], output [*, out]; parameters {@code weight} [out,
 * in] and {@code bias} [out], both uniform within 1 / sqrt(in).
 */
public final class Linear extends Module<Tensor, Tensor> {
  private final long in;
  private final long out;
  private final Parameter weight;
  private final @Nullable Parameter bias;

  private Linear(long in, long out, boolean withBias) {
    this.in = in;
    this.out = out;
    this.weight = parameter("weight", Init.fan(in, out, in));
    this.bias = withBias ? parameter("bias", Init.fan(in, out)) : null;
  }

  /** From {@code in} features to {@code out}, with a bias, on the current device. */
  public static Linear of(long in, long out) {
    return new Linear(in, out, true);
  }

  /** As {@link #of}, without a bias. */
  public static Linear withoutBias(long in, long out) {
    return new Linear(in, out, false);
  }

  /**
   * Applies it.
   *
   * @throws anabranch.shape.ShapeException if the last dimension's size is not {@code in}
   */
  @Override
  protected Tensor forward(Tensor x) {
    return x.linear(weight.tensor(), bias == null ? null : bias.tensor());
  }

  @Override
  protected String options() {
    return "in_features=%d, out_features=%d, bias=%s"
        .formatted(in, out, bias == null ? "False" : "True");
  }
}
