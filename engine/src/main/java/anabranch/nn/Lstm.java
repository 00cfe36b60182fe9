package anabranch.nn;

import anabranch.Recurrent;
import anabranch.Scope;
import anabranch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Long short-term memory, by PyTorch's formulas. With {@code x} the input of a step, {@code h} and
 * {@code c} the states:
 *
 * <pre>
 * i, f, g, o = weight_ih @ x + bias_ih + weight_hh @ h + bias_hh
 * c' = sigmoid(f) * c + sigmoid(i) * tanh(g)
 * h' = sigmoid(o) * tanh(c')            (weight_hr @ h' if projected)
 * </pre>
 *
 * <p>Input [T, B, I] (or [B, T, I] if {@code batchFirst}, or [T, I] without a batch), output [T, B,
 * D * P] in the same form, states [layers * D, B, P] and [layers * D, B, H] (without B if the input
 * has none), where D is 2 if bidirectional and else 1, H the hidden size and P that of the
 * projection, or H. Parameters are called {@code weight_ih_l0}, {@code weight_hh_l0}, {@code
 * bias_ih_l0}, {@code bias_hh_l0}, {@code weight_hr_l0} and so on per layer, with {@code _reverse}
 * for the second direction; all start uniform within 1 / sqrt(H).
 */
public final class Lstm extends Module<Tensor, Lstm.Output> {
  private static final int GATES = 4;
  private static final String NAME = "LSTM";

  private final RecurrentOptions options;
  private final RecurrentStack stack;

  /**
   * What an LSTM gives.
   *
   * @param output the last layer's hidden states of all steps
   * @param hn the last hidden state of each layer and direction
   * @param cn the last cell state of each layer and direction
   */
  public record Output(Tensor output, Tensor hn, Tensor cn) {}

  private Lstm(RecurrentOptions options) {
    this.options = options;
    this.stack = new RecurrentStack(this, options, GATES);
  }

  /** One layer from {@code inputSize} features to {@code hiddenSize}, on the current device. */
  public static Lstm of(long inputSize, long hiddenSize) {
    return of(RecurrentOptions.of(inputSize, hiddenSize));
  }

  /** An LSTM as {@code options} say, on the current device. */
  public static Lstm of(RecurrentOptions options) {
    return new Lstm(options);
  }

  /**
   * Runs it from states of zeros.
   *
   * @throws anabranch.shape.ShapeException if the input is not 2-D or 3-D, its last dimension's
   *     size is not the input size, or it has no steps
   * @throws anabranch.shape.DTypeException if the input's type is not the parameters'
   */
  @Override
  protected Output forward(Tensor x) {
    return run(x, null, null);
  }

  /**
   * Runs it from initial states, of the shapes that the last states have; as {@link #apply(Object)}
   * does, in a scope of its own.
   *
   * @param h0 hidden states
   * @param c0 cell states
   * @throws anabranch.shape.ShapeException as without states, and if these have other sizes
   * @throws anabranch.shape.DTypeException if the input's type is not the parameters'
   */
  public Output apply(Tensor x, Tensor h0, Tensor c0) {
    return Scope.call(() -> run(x, h0, c0));
  }

  private Output run(Tensor x, @Nullable Tensor h0, @Nullable Tensor c0) {
    Tensor sequence = stack.sequence(NAME, x);
    Tensor h = h0 == null ? null : stack.state(NAME, "hidden[0]", x, h0, options.outputSize());
    Tensor c = c0 == null ? null : stack.state(NAME, "hidden[1]", x, c0, options.hiddenSize());
    Tensor hn = stack.last(sequence, options.outputSize());
    Tensor cn = stack.last(sequence, options.hiddenSize());
    Tensor y =
        stack.run(
            sequence,
            isTraining(),
            (slot, in, weights, reverse, out) ->
                Recurrent.lstm(
                    in, weights, initial(h, c, slot), reverse, out, state(hn, cn, slot)));
    return new Output(stack.shaped(x, y), stack.shapedState(x, hn), stack.shapedState(x, cn));
  }

  private static Recurrent.@Nullable State initial(
      @Nullable Tensor h, @Nullable Tensor c, int slot) {
    return h == null || c == null ? null : state(h, c, slot);
  }

  private static Recurrent.State state(Tensor h, Tensor c, int slot) {
    return new Recurrent.State(h.select(0, slot), c.select(0, slot));
  }

  @Override
  protected String options() {
    return options.toString();
  }
}
