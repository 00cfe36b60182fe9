package anabranch.nn;

import anabranch.Recurrent;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.shape.DTypeException;
import anabranch.shape.ShapeException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The layers and directions of an {@link Lstm} or {@link Gru}: their parameters by PyTorch's names,
 * and the way of a sequence through them.
 */
final class RecurrentStack {
  private final RecurrentOptions options;
  private final List<Slot> slots;

  /** Runs one layer and direction over {@code x} [T, B, *] into {@code y} [T, B, P]. */
  interface Step {
    void run(int slot, Tensor x, Recurrent.Weights weights, boolean reverse, Tensor y);
  }

  /** The parameters of one layer and direction. */
  private record Slot(
      Parameter ih,
      Parameter hh,
      @Nullable Parameter biasIh,
      @Nullable Parameter biasHh,
      @Nullable Parameter projection) {
    Recurrent.Weights weights() {
      return new Recurrent.Weights(
          ih.tensor(),
          hh.tensor(),
          biasIh == null || biasHh == null
              ? null
              : new Recurrent.Biases(biasIh.tensor(), biasHh.tensor()),
          projection == null ? null : projection.tensor());
    }
  }

  RecurrentStack(ModuleTree owner, RecurrentOptions options, int gates) {
    this.options = options;
    List<Slot> made = new ArrayList<>();
    for (int layer = 0; layer < options.numLayers(); layer++) {
      for (int direction = 0; direction < options.directions(); direction++) {
        made.add(slot(owner, layer, direction, gates));
      }
    }
    this.slots = List.copyOf(made);
  }

  private Slot slot(ModuleTree owner, int layer, int direction, int gates) {
    String suffix = "_l" + layer + (direction == 1 ? "_reverse" : "");
    long hidden = options.hiddenSize();
    long output = options.outputSize();
    long input = layer == 0 ? options.inputSize() : output * options.directions();
    long rows = gates * hidden;
    Parameter ih = owner.parameter("weight_ih" + suffix, Init.fan(hidden, rows, input));
    Parameter hh = owner.parameter("weight_hh" + suffix, Init.fan(hidden, rows, output));
    Parameter biasIh = null;
    Parameter biasHh = null;
    if (options.bias()) {
      biasIh = owner.parameter("bias_ih" + suffix, Init.fan(hidden, rows));
      biasHh = owner.parameter("bias_hh" + suffix, Init.fan(hidden, rows));
    }
    Parameter projection =
        options.projSize() > 0
            ? owner.parameter("weight_hr" + suffix, Init.fan(hidden, output, hidden))
            : null;
    return new Slot(ih, hh, biasIh, biasHh, projection);
  }

  /** The input as [T, B, I], checked in PyTorch's words. */
  Tensor sequence(String name, Tensor x) {
    if (x.rank() != 2 && x.rank() != 3) {
      throw new ShapeException(
          "%s: Expected input to be 2-D or 3-D but received %d-D tensor".formatted(name, x.rank()));
    }
    if (x.size(-1) != options.inputSize()) {
      throw new ShapeException(
          "%s: input.size(-1) must be equal to input_size. Expected %d, got %d"
              .formatted(name, options.inputSize(), x.size(-1)));
    }
    if (x.dtype() != slots.getFirst().ih().tensor().dtype()) {
      throw new DTypeException(
          "%s: input must have the type %s, got type %s"
              .formatted(name, slots.getFirst().ih().tensor().dtype(), x.dtype()));
    }
    Tensor sequence = x.rank() == 2 ? x.unsqueeze(1) : options.batchFirst() ? x.transpose(0, 1) : x;
    if (sequence.size(0) == 0) {
      throw new ShapeException(
          "%s: Expected sequence length to be larger than 0 in RNN, got an input of shape %s"
              .formatted(name, x.shape()));
    }
    return sequence;
  }

  /**
   * An initial state as [layers * directions, B, size], checked in PyTorch's words.
   *
   * @param what its name in messages: {@code hidden[0]}
   */
  Tensor state(String name, String what, Tensor x, Tensor state, long size) {
    boolean batched = x.rank() == 3;
    if (state.rank() != x.rank()) {
      throw new ShapeException(
          "%s: For %s input, %s should also be %d-D but got %d-D tensor"
              .formatted(
                  name, batched ? "batched 3-D" : "unbatched 2-D", what, x.rank(), state.rank()));
    }
    Tensor stacked = batched ? state : state.unsqueeze(1);
    long batch = batched ? x.size(options.batchFirst() ? 0 : 1) : 1;
    if (stacked.size(0) != options.states()
        || stacked.size(1) != batch
        || stacked.size(2) != size) {
      throw new ShapeException(
          "%s: Expected %s size (%d, %d, %d), got %s"
              .formatted(name, what, options.states(), batch, size, stacked.shape()));
    }
    return stacked;
  }

  /**
   * An empty tensor for the last state of every layer and direction: [layers * directions, B,
   * size].
   */
  Tensor last(Tensor sequence, long size) {
    return Tensors.empty(
        sequence.device(), sequence.dtype(), options.states(), sequence.size(1), size);
  }

  /** Runs all layers over {@code sequence} [T, B, I]; both directions write to one tensor. */
  Tensor run(Tensor sequence, boolean training, Step step) {
    Tensor x = sequence;
    for (int layer = 0; layer < options.numLayers(); layer++) {
      boolean top = layer == options.numLayers() - 1;
      Tensor y = output(sequence, top && options.batchFirst());
      long width = options.outputSize();
      for (int direction = 0; direction < options.directions(); direction++) {
        int slot = layer * options.directions() + direction;
        Tensor half = options.bidirectional() ? y.narrow(2, direction * width, width) : y;
        step.run(slot, x, slots.get(slot).weights(), direction == 1, half);
      }
      if (x != sequence) {
        x.close();
      }
      x = training && !top ? Dropout.apply(y, options.dropout()) : y;
    }
    return x;
  }

  /** An empty [T, B, directions * P], stored batch by batch if the caller is to get it so. */
  private Tensor output(Tensor sequence, boolean batchFirst) {
    long steps = sequence.size(0);
    long batch = sequence.size(1);
    long width = options.outputSize() * options.directions();
    return batchFirst
        ? Tensors.empty(sequence.device(), sequence.dtype(), batch, steps, width).transpose(0, 1)
        : Tensors.empty(sequence.device(), sequence.dtype(), steps, batch, width);
  }

  /** The result of {@link #run} in the form that {@code x} has. */
  Tensor shaped(Tensor x, Tensor y) {
    return x.rank() == 2 ? y.squeeze(1) : options.batchFirst() ? y.transpose(0, 1) : y;
  }

  /** A stacked state in the form that {@code x} has. */
  Tensor shapedState(Tensor x, Tensor state) {
    return x.rank() == 2 ? state.squeeze(1) : state;
  }
}
