package anabranch.script.ops;

import anabranch.Device;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.script.ops.Values.ListValue;
import anabranch.script.ops.Values.TupleValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Packed sequences: the rows of several sequences, longest first, step after step without padding,
 * and how many sequences each step has. Recurrent networks run over those of one length at a time,
 * by the engine's fused operations.
 */
final class PackedOps {
  private PackedOps() {}

  static void add(OpTable.Builder t) {
    t.op(
        "_pack_padded_sequence(Tensor input, Tensor lengths, bool batch_first) -> (Tensor, Tensor)",
        a -> TupleValue.of(Scope.call(() -> pack(a)).toArray()));
    t.op(
        "_pad_packed_sequence(Tensor data, Tensor batch_sizes, bool batch_first, Scalar"
            + " padding_value, int total_length) -> (Tensor, Tensor)",
        a -> TupleValue.of(Scope.call(() -> pad(a)).toArray()));
  }

  private static List<Tensor> pack(Args a) {
    Tensor x = a.flag(2) ? a.tensor(0).transpose(0, 1) : a.tensor(0);
    a.host().charge(Args.product(a.tensor(1).numel(), Long.BYTES));
    long[] lengths = a.tensor(1).toLongArray();
    check(x, lengths);
    a.host().charge(Args.product(lengths[0], PackedRows.STEP));
    a.host().reserve(x.numel(), x.dtype().byteSize());
    int steps = Math.toIntExact(lengths[0]);
    long[] sizes = new long[steps];
    for (long length : lengths) {
      for (int i = 0; i < length; i++) {
        sizes[i]++;
      }
    }
    List<Tensor> rows = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      rows.add(x.select(0, i).narrow(0, 0, sizes[i]));
    }
    // PyTorch's code insists on this device for the sizes, whichever the rows are on.
    return List.of(Tensors.cat(rows, 0), Tensors.of(Device.of("cpu"), sizes, steps));
  }

  private static void check(Tensor x, long[] lengths) {
    if (lengths.length == 0 || lengths.length != x.size(1)) {
      throw new ScriptError(
          "Expected `len(lengths)` to be equal to batch_size, but got %d (batch_size=%d)"
              .formatted(lengths.length, x.size(1)));
    }
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] <= 0) {
        throw new ScriptError(
            "Length of all samples has to be greater than 0, but found an element in 'lengths'"
                + " that is <= 0");
      }
      if (lengths[i] > (i == 0 ? x.size(0) : lengths[i - 1])) {
        throw new ScriptError(
            "`lengths` array must be sorted in decreasing order when `enforce_sorted` is True, and"
                + " not exceed the %d steps; it begins with %s"
                    .formatted(x.size(0), Arrays.toString(Arrays.copyOf(lengths, i + 1))));
      }
    }
  }

  private static List<Tensor> pad(Args a) {
    Tensor data = a.tensor(0);
    PackedRows rows = PackedRows.of(a);
    long total = a.integer(4);
    if (total > 0 && total < rows.steps()) {
      throw new ScriptError(
          "Expected total_length to be at least the length of the longest sequence in input, but"
              + " got total_length=%d and max sequence length being %d"
                  .formatted(total, rows.steps()));
    }
    long[] shape = new long[data.rank() + 1];
    System.arraycopy(data.shape().sizes(), 0, shape, 1, data.rank());
    shape[0] = Math.max(total, rows.steps());
    shape[1] = rows.sequences();
    a.host().reserve(Arrays.stream(shape).reduce(1, Args::product), data.dtype().byteSize());
    Tensor out = Tensors.full(data.device(), data.dtype(), a.number(3), shape);
    for (int i = 0; i < rows.steps(); i++) {
      long n = rows.size(i);
      out.select(0, i).narrow(0, 0, n).copy_(rows.at(data, i, 0, n));
    }
    return List.of(
        a.flag(2) ? out.transpose(0, 1) : out,
        Tensors.of(a.device(), rows.lengths(), rows.sequences()));
  }

  /** Sequences of one length: {@code n} of them from {@code from} on, over {@code steps}. */
  private record Group(long from, long n, int steps) {}

  /**
   * A recurrent network over packed sequences.
   *
   * @param a data, batch sizes, state or states, and the options but for {@code batch_first}
   * @param plain the network over sequences of one length, which takes {@code batch_first} last
   */
  static TupleValue run(Args a, Function<Args, TupleValue> plain) {
    PackedRows rows = PackedRows.of(a);
    List<Tensor> states = a.value(2) instanceof ListValue ? a.tensors(2) : List.of(a.tensor(2));
    for (Tensor state : states) {
      if (state.rank() != 3 || state.size(1) != rows.sequences()) {
        throw new ScriptError(
            "packed sequences: expected states of %d sequences, got shape %s"
                .formatted(rows.sequences(), state.shape()));
      }
    }
    return TupleValue.of(Scope.call(() -> run(a, plain, rows, states)).toArray());
  }

  private static List<Tensor> run(
      Args a, Function<Args, TupleValue> plain, PackedRows rows, List<Tensor> states) {
    List<Tensor> out = new ArrayList<>();
    for (int t = rows.steps() - 1; t >= 0; t--) {
      Group group = new Group(rows.size(t + 1), rows.size(t) - rows.size(t + 1), t + 1);
      if (group.n > 0) {
        List<Tensor> part = tensors(plain.apply(arguments(a, rows, states, group)));
        if (out.isEmpty()) {
          long width = part.getFirst().size(2);
          Tensor data = a.tensor(0);
          out.add(Tensors.empty(data.device(), data.dtype(), data.size(0), width));
          states.forEach(state -> out.add(Tensors.emptyLike(state)));
        }
        put(part, rows, group, out);
      }
    }
    return out;
  }

  private static Args arguments(Args a, PackedRows rows, List<Tensor> states, Group group) {
    List<Tensor> steps = new ArrayList<>();
    for (int i = 0; i < group.steps; i++) {
      steps.add(rows.at(a.tensor(0), i, group.from, group.n));
    }
    List<@Nullable Object> own = new ArrayList<>();
    states.forEach(state -> own.add(state.narrow(1, group.from, group.n)));
    @Nullable Object[] values = new Object[a.count()];
    values[0] = Tensors.stack(steps);
    values[1] = a.value(2) instanceof ListValue ? new ListValue(own) : own.getFirst();
    for (int i = 2; i < values.length - 1; i++) {
      values[i] = a.value(i + 1);
    }
    values[values.length - 1] = false;
    return a.with(values);
  }

  private static List<Tensor> tensors(TupleValue tuple) {
    return tuple.items().stream().filter(Tensor.class::isInstance).map(Tensor.class::cast).toList();
  }

  private static void put(List<Tensor> part, PackedRows rows, Group group, List<Tensor> out) {
    Tensor y = part.getFirst();
    for (int i = 0; i < group.steps; i++) {
      rows.at(out.getFirst(), i, group.from, group.n).copy_(y.select(0, i));
    }
    for (int i = 1; i < out.size(); i++) {
      out.get(i).narrow(1, group.from, group.n).copy_(part.get(i));
    }
  }
}
