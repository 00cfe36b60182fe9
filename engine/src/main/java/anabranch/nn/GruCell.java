package anabranch.nn;

import anabranch.Recurrent;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import org.jspecify.annotations.Nullable;

/**
 * One step of a {@link Gru}: input [B, I] or [I], state [B, H] or [H]. Parameters are called {@code
 * weight_ih}, {@code weight_hh}, {@code bias_ih} and {@code bias_hh}, uniform within 1 / sqrt(H).
 */
public final class GruCell extends Module<Tensor, Tensor> {
  private static final int GATES = 3;

  private final CellWeights weights;
  private final long hiddenSize;

  private GruCell(long inputSize, long hiddenSize, boolean bias) {
    this.hiddenSize = hiddenSize;
    this.weights = new CellWeights(this, "GRUCell", inputSize, hiddenSize, GATES, bias);
  }

  /** From {@code inputSize} features to {@code hiddenSize}, with biases, on the current device. */
  public static GruCell of(long inputSize, long hiddenSize) {
    return new GruCell(inputSize, hiddenSize, true);
  }

  /** As {@link #of}, without biases. */
  public static GruCell withoutBias(long inputSize, long hiddenSize) {
    return new GruCell(inputSize, hiddenSize, false);
  }

  /**
   * A step from a state of zeros.
   *
   * @throws anabranch.shape.ShapeException if the input is not 1-D or 2-D, or of another size
   */
  @Override
  protected Tensor forward(Tensor x) {
    return step(x, null);
  }

  /**
   * A step from {@code before}, in a scope of its own.
   *
   * @throws anabranch.shape.ShapeException if the input is not 1-D or 2-D, or sizes do not fit
   */
  public Tensor apply(Tensor x, Tensor before) {
    return Scope.call(() -> step(x, before));
  }

  private Tensor step(Tensor x, @Nullable Tensor before) {
    Tensor in = weights.step(x);
    Tensor initial = before == null ? null : weights.state("hx", x, before);
    Tensor y = empty(in);
    Tensor h = empty(in);
    Recurrent.gru(in, weights.tensors(), initial, false, y, h.squeeze(0));
    return weights.shaped(x, h);
  }

  private Tensor empty(Tensor in) {
    return Tensors.empty(in.device(), in.dtype(), 1, in.size(1), hiddenSize);
  }

  @Override
  protected String options() {
    return weights.toString();
  }
}
