package anabranch.nn;

import anabranch.Recurrent;
import anabranch.Tensor;
import anabranch.shape.ShapeException;
import org.jspecify.annotations.Nullable;

/** The parameters of a single step, by PyTorch's names, and the forms of what it takes. */
final class CellWeights {
  private final String name;
  private final long inputSize;
  private final long hiddenSize;
  private final Parameter ih;
  private final Parameter hh;
  private final @Nullable Parameter biasIh;
  private final @Nullable Parameter biasHh;

  CellWeights(
      ModuleTree owner, String name, long inputSize, long hiddenSize, int gates, boolean bias) {
    this.name = name;
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    long rows = gates * hiddenSize;
    this.ih = owner.parameter("weight_ih", Init.fan(hiddenSize, rows, inputSize));
    this.hh = owner.parameter("weight_hh", Init.fan(hiddenSize, rows, hiddenSize));
    this.biasIh = bias ? owner.parameter("bias_ih", Init.fan(hiddenSize, rows)) : null;
    this.biasHh = bias ? owner.parameter("bias_hh", Init.fan(hiddenSize, rows)) : null;
  }

  Recurrent.Weights tensors() {
    return new Recurrent.Weights(
        ih.tensor(),
        hh.tensor(),
        biasIh == null || biasHh == null
            ? null
            : new Recurrent.Biases(biasIh.tensor(), biasHh.tensor()),
        null);
  }

  /** The input as a sequence of one step, [1, B, I]. */
  Tensor step(Tensor x) {
    if (x.rank() != 1 && x.rank() != 2) {
      throw new ShapeException(
          "%s: Expected input to be 1D or 2D, got %dD instead".formatted(name, x.rank()));
    }
    if (x.size(-1) != inputSize) {
      throw new ShapeException(
          "%s: input has inconsistent input_size: got %d expected %d"
              .formatted(name, x.size(-1), inputSize));
    }
    return x.rank() == 1 ? x.reshape(1, 1, inputSize) : x.unsqueeze(0);
  }

  /**
   * A state as [B, H].
   *
   * @param what its name in messages: {@code hx[0]}
   */
  Tensor state(String what, Tensor x, Tensor state) {
    if (state.rank() != x.rank()) {
      throw new ShapeException(
          "%s: Expected %s to be %dD as the input is, got %dD instead"
              .formatted(name, what, x.rank(), state.rank()));
    }
    if (state.size(-1) != hiddenSize || (x.rank() == 2 && state.size(0) != x.size(0))) {
      throw new ShapeException(
          "%s: %s has inconsistent size: got %s, expected [%s%d]"
              .formatted(
                  name, what, state.shape(), x.rank() == 2 ? x.size(0) + ", " : "", hiddenSize));
    }
    return x.rank() == 1 ? state.unsqueeze(0) : state;
  }

  /** A result [1, B, H] in the form that {@code x} has. */
  Tensor shaped(Tensor x, Tensor y) {
    return x.rank() == 1 ? y.reshape(hiddenSize) : y.squeeze(0);
  }

  @Override
  public String toString() {
    return inputSize + ", " + hiddenSize + (biasIh == null ? ", bias=False" : "");
  }
}
