package anabranch;

import anabranch.op.Op;
import anabranch.run.Dispatcher;
import anabranch.run.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One layer and direction of a recurrent network, all time steps, as one operation: what the layers
 * of {@code anabranch.nn} are made of. Results are written to tensors of the caller's, so that two
 * directions can share one, and the states of all layers another.
 *
 * <p>All throw {@link anabranch.shape.ShapeException} if sizes do not go together, {@link
 * anabranch.shape.DTypeException} if types do not, and {@link IllegalArgumentException} for tensors
 * on different devices.
 */
public final class Recurrent {
  private Recurrent() {}

  /**
   * The weights of a layer and direction, with G = 4 gates (i, f, g, o) of an LSTM or 3 (r, z, n)
   * of a GRU, I inputs, H hidden units and P = H, or the size of the LSTM's projection.
   *
   * @param ih of the input, [G * H, I]
   * @param hh of the step before, [G * H, P]
   * @param biases of both, [G * H] each, or null for none
   * @param projection of the hidden state, [P, H], or null for none
   */
  public record Weights(
      Tensor ih, Tensor hh, @Nullable Biases biases, @Nullable Tensor projection) {}

  /**
   * What is added to the gates.
   *
   * @param ih [G * H]
   * @param hh [G * H]
   */
  public record Biases(Tensor ih, Tensor hh) {}

  /**
   * What an LSTM hands from step to step.
   *
   * @param h the hidden state, [B, P]
   * @param c the cell state, [B, H]
   */
  public record State(Tensor h, Tensor c) {}

  /**
   * An LSTM over {@code x} [T, B, I].
   *
   * @param initial the state before the first step, or null for zeros
   * @param reverse whether time runs from the last step to the first; {@code y} keeps x's order
   * @param y is written, [T, B, P], in any layout
   * @param last the state after the last step, is written
   */
  public static void lstm(
      Tensor x, Weights weights, @Nullable State initial, boolean reverse, Tensor y, State last) {
    List<Value> inputs = inputs(x, weights);
    if (initial != null) {
      inputs.add(initial.h.value());
      inputs.add(initial.c.value());
    }
    Op op =
        new Op.Lstm(weights.biases != null, weights.projection != null, initial != null, reverse);
    List<Value> outputs = List.of(y.value(), last.h.value(), last.c.value());
    Dispatcher.into(op, outputs, inputs.toArray(Value[]::new));
  }

  /**
   * A GRU over {@code x} [T, B, I].
   *
   * @param initial the hidden state before the first step, [B, H], or null for zeros
   * @param reverse whether time runs from the last step to the first; {@code y} keeps x's order
   * @param y is written, [T, B, H], in any layout
   * @param last the hidden state after the last step, [B, H], is written
   */
  public static void gru(
      Tensor x, Weights weights, @Nullable Tensor initial, boolean reverse, Tensor y, Tensor last) {
    if (weights.projection != null) {
      throw new IllegalArgumentException("gru: expected weights without a projection, got one");
    }
    List<Value> inputs = inputs(x, weights);
    if (initial != null) {
      inputs.add(initial.value());
    }
    Op op = new Op.Gru(weights.biases != null, initial != null, reverse);
    Dispatcher.into(op, List.of(y.value(), last.value()), inputs.toArray(Value[]::new));
  }

  private static List<Value> inputs(Tensor x, Weights weights) {
    List<Value> inputs = new ArrayList<>();
    inputs.add(x.value());
    inputs.add(weights.ih.value());
    inputs.add(weights.hh.value());
    if (weights.biases != null) {
      inputs.add(weights.biases.ih.value());
      inputs.add(weights.biases.hh.value());
    }
    if (weights.projection != null) {
      inputs.add(weights.projection.value());
    }
    return inputs;
  }
}
