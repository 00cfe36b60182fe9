package anabranch.nn;

import anabranch.Recurrent;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import org.jspecify.annotations.Nullable;

/**
 * One step of an {@link Lstm}: input [B, I] or [I], states [B, H] or [H]. Parameters are called
 * {@code weight_ih}, {@code weight_hh}, {@code bias_ih} and {@code bias_hh}, uniform within 1 /
 * sqrt(H).
 */
public final class LstmCell extends Module<Tensor, LstmCell.State> {
  private static final int GATES = 4;

  private final CellWeights weights;
  private final long hiddenSize;

  /**
   * The states after a step.
   *
   * @param h the hidden state
   * @param c the cell state
   */
  public record State(Tensor h, Tensor c) {}

  private LstmCell(long inputSize, long hiddenSize, boolean bias) {
    this.hiddenSize = hiddenSize;
    this.weights = new CellWeights(this, "LSTMCell", inputSize, hiddenSize, GATES, bias);
  }

  /** From {@code inputSize} features to {@code hiddenSize}, with biases, on the current device. */
  public static LstmCell of(long inputSize, long hiddenSize) {
    return new LstmCell(inputSize, hiddenSize, true);
  }

  /** As {@link #of}, without biases. */
  public static LstmCell withoutBias(long inputSize, long hiddenSize) {
    return new LstmCell(inputSize, hiddenSize, false);
  }

  /**
   * A step from states of zeros.
   *
   * @throws anabranch.shape.ShapeException if the input is not 1-D or 2-D, or of another size
   */
  @Override
  protected State forward(Tensor x) {
    return step(x, null);
  }

  /**
   * A step from {@code before}, in a scope of its own.
   *
   * @throws anabranch.shape.ShapeException if the input is not 1-D or 2-D, or sizes do not fit
   */
  public State apply(Tensor x, State before) {
    return Scope.call(() -> step(x, before));
  }

  private State step(Tensor x, @Nullable State before) {
    Tensor in = weights.step(x);
    Recurrent.State initial =
        before == null
            ? null
            : new Recurrent.State(
                weights.state("hx[0]", x, before.h), weights.state("hx[1]", x, before.c));
    Tensor y = empty(in);
    Tensor h = empty(in);
    Tensor c = empty(in);
    Recurrent.State last = new Recurrent.State(h.squeeze(0), c.squeeze(0));
    Recurrent.lstm(in, weights.tensors(), initial, false, y, last);
    return new State(weights.shaped(x, h), weights.shaped(x, c));
  }

  private Tensor empty(Tensor in) {
    return Tensors.empty(in.device(), in.dtype(), 1, in.size(1), hiddenSize);
  }

  @Override
  protected String options() {
    return weights.toString();
  }
}
