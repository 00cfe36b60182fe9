package anabranch.nn;

import anabranch.Recurrent;
import anabranch.Scope;
import anabranch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Gated recurrent units, by PyTorch's formulas. With {@code x} the input of a step, {@code h} the
 * state:
 *
 * <pre>
 * r = sigmoid(W_ir @ x + b_ir + W_hr @ h + b_hr)
 * z = sigmoid(W_iz @ x + b_iz + W_hz @ h + b_hz)
 * n = tanh(W_in @ x + b_in + r * (W_hn @ h + b_hn))
 * h' = (1 - z) * n + z * h
 * </pre>
 *
 * where weight_ih has the rows of W_ir, W_iz and W_in, and so on. Shapes and parameters' names are
 * as of {@link Lstm}; there is no projection.
 */
public final class Gru extends Module<Tensor, Gru.Output> {
  private static final int GATES = 3;
  private static final String NAME = "GRU";

  private final RecurrentOptions options;
  private final RecurrentStack stack;

  /**
   * What a GRU gives.
   *
   * @param output the last layer's hidden states of all steps
   * @param hn the last hidden state of each layer and direction
   */
  public record Output(Tensor output, Tensor hn) {}

  private Gru(RecurrentOptions options) {
    if (options.projSize() > 0) {
      throw new IllegalArgumentException(
          "proj_size argument is only supported for LSTM, not RNN or GRU, got "
              + options.projSize());
    }
    this.options = options;
    this.stack = new RecurrentStack(this, options, GATES);
  }

  /** One layer from {@code inputSize} features to {@code hiddenSize}, on the current device. */
  public static Gru of(long inputSize, long hiddenSize) {
    return of(RecurrentOptions.of(inputSize, hiddenSize));
  }

  /**
   * A GRU as {@code options} say, on the current device.
   *
   * @throws IllegalArgumentException if they ask for a projection
   */
  public static Gru of(RecurrentOptions options) {
    return new Gru(options);
  }

  /**
   * Runs it from a state of zeros.
   *
   * @throws anabranch.shape.ShapeException if the input is not 2-D or 3-D, its last dimension's
   *     size is not the input size, or it has no steps
   * @throws anabranch.shape.DTypeException if the input's type is not the parameters'
   */
  @Override
  protected Output forward(Tensor x) {
    return run(x, null);
  }

  /**
   * Runs it from an initial state, of the shape that the last state has; as {@link #apply(Object)}
   * does, in a scope of its own.
   *
   * @param h0 hidden states
   * @throws anabranch.shape.ShapeException as without a state, and if this has other sizes
   * @throws anabranch.shape.DTypeException if the input's type is not the parameters'
   */
  public Output apply(Tensor x, Tensor h0) {
    return Scope.call(() -> run(x, h0));
  }

  private Output run(Tensor x, @Nullable Tensor h0) {
    Tensor sequence = stack.sequence(NAME, x);
    Tensor h = h0 == null ? null : stack.state(NAME, "hidden", x, h0, options.hiddenSize());
    Tensor hn = stack.last(sequence, options.hiddenSize());
    Tensor y =
        stack.run(
            sequence,
            isTraining(),
            (slot, in, weights, reverse, out) ->
                Recurrent.gru(
                    in,
                    weights,
                    h == null ? null : h.select(0, slot),
                    reverse,
                    out,
                    hn.select(0, slot)));
    return new Output(stack.shaped(x, y), stack.shapedState(x, hn));
  }

  @Override
  protected String options() {
    return options.toString();
  }
}
