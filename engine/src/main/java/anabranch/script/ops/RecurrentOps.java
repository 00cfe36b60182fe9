package anabranch.script.ops;

import anabranch.Recurrent;
import anabranch.Recurrent.Biases;
import anabranch.Recurrent.State;
import anabranch.Recurrent.Weights;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.script.ops.Values.TupleValue;
import java.util.List;

/** LSTM and GRU, by the engine's fused operations, on the very tensors that hold the weights. */
final class RecurrentOps {
  private RecurrentOps() {}

  static void add(OpTable.Builder t) {
    String options =
        "Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool"
            + " bidirectional";
    t.op(
        "lstm.input(Tensor input, Tensor[] hx, "
            + options
            + ", bool batch_first) -> (Tensor, Tensor, Tensor)",
        RecurrentOps::lstm);
    t.op(
        "lstm.data(Tensor data, Tensor batch_sizes, Tensor[] hx, "
            + options
            + ") -> (Tensor, Tensor, Tensor)",
        a -> PackedOps.run(a, RecurrentOps::lstm));
    t.op(
        "gru.input(Tensor input, Tensor hx, " + options + ", bool batch_first) -> (Tensor, Tensor)",
        RecurrentOps::gru);
    t.op(
        "gru.data(Tensor data, Tensor batch_sizes, Tensor hx, " + options + ") -> (Tensor, Tensor)",
        a -> PackedOps.run(a, RecurrentOps::gru));
    for (String name : new String[] {"rnn_tanh", "rnn_relu"}) {
      t.op(
          name
              + ".input(Tensor input, Tensor hx, "
              + options
              + ", bool batch_first) -> (Tensor, Tensor)",
          a -> rnn(name, a));
      t.op(
          name
              + ".data(Tensor data, Tensor batch_sizes, Tensor hx, "
              + options
              + ") -> (Tensor, Tensor)",
          a -> PackedOps.run(a, plain -> rnn(name, plain)));
    }
    t.op(
        "lstm_cell(Tensor input, Tensor[] hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih=None, Tensor?"
            + " b_hh=None) -> (Tensor, Tensor)",
        RecurrentOps::lstmCell);
    t.op(
        "gru_cell(Tensor input, Tensor hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih=None, Tensor?"
            + " b_hh=None) -> Tensor",
        RecurrentOps::gruCell);
  }

  /** The weights of each layer and direction, from the flat list. */
  private static Weights weights(
      List<Tensor> all, int slot, int slots, boolean biases, boolean projected) {
    int each = 2 + (biases ? 2 : 0) + (projected ? 1 : 0);
    if (all.size() != each * slots) {
      throw new ScriptError(
          "expected %d weights for %d layers and directions, got %d"
              .formatted(each * slots, slots, all.size()));
    }
    int at = slot * each;
    return new Weights(
        all.get(at),
        all.get(at + 1),
        biases ? new Biases(all.get(at + 2), all.get(at + 3)) : null,
        projected ? all.get(at + each - 1) : null);
  }

  private interface Step {
    void run(int slot, Tensor x, boolean reverse, Tensor y);
  }

  /** What {@link Step} goes through: the layers of one network. */
  private record Stack(
      Args a, int layers, double dropout, boolean train, boolean both, boolean batchFirst) {
    static Stack of(Args a) {
      return new Stack(a, a.small(4), a.real(5), a.flag(6), a.flag(7), a.flag(8));
    }

    int slots() {
      return layers * (both ? 2 : 1);
    }

    Tensor sequence() {
      Tensor x = a.tensor(0);
      return batchFirst ? x.transpose(0, 1) : x;
    }

    Tensor run(Tensor x, long width, Step step) {
      Tensor in = x;
      int directions = both ? 2 : 1;
      for (int layer = 0; layer < layers; layer++) {
        boolean top = layer == layers - 1;
        Tensor y = output(x, width * directions, top && batchFirst);
        for (int d = 0; d < directions; d++) {
          Tensor half = both ? y.narrow(2, d * width, width) : y;
          step.run(layer * directions + d, in, d == 1, half);
        }
        if (in != x) {
          in.close();
        }
        in = train && !top ? LayerOps.dropout(y, dropout) : y;
      }
      return batchFirst ? in.transpose(0, 1) : in;
    }

    private static Tensor output(Tensor x, long width, boolean batchFirst) {
      long steps = x.size(0);
      long batch = x.size(1);
      return batchFirst
          ? Tensors.empty(x.device(), x.dtype(), batch, steps, width).transpose(0, 1)
          : Tensors.empty(x.device(), x.dtype(), steps, batch, width);
    }
  }

  private static void rank(String name, Tensor x, int rank) {
    if (x.rank() != rank) {
      throw new ScriptError(
          "%s: expected a tensor of %d dimensions, got shape %s".formatted(name, rank, x.shape()));
    }
  }

  private static void states(String name, Tensor state, Stack stack, Tensor x) {
    rank(name, state, 3);
    if (state.size(0) != stack.slots() || state.size(1) != x.size(1)) {
      throw new ScriptError(
          "%s: Expected hidden size (%d, %d, *), got %s"
              .formatted(name, stack.slots(), x.size(1), state.shape()));
    }
  }

  private static TupleValue lstm(Args a) {
    rank("lstm", a.tensor(0), 3);
    List<Tensor> hx = a.tensors(1);
    if (hx.size() != 2) {
      throw new ScriptError("lstm: expects two hidden states, got " + hx.size());
    }
    Tensor h = hx.get(0);
    Tensor c = hx.get(1);
    Stack stack = Stack.of(a);
    Tensor x = stack.sequence();
    states("lstm", h, stack, x);
    states("lstm", c, stack, x);
    boolean projected = h.size(2) != c.size(2);
    Tensor hn = Tensors.empty(x.device(), x.dtype(), h.shape().sizes());
    Tensor cn = Tensors.empty(x.device(), x.dtype(), c.shape().sizes());
    List<Tensor> params = a.tensors(2);
    Tensor y =
        stack.run(
            x,
            h.size(2),
            (slot, in, reverse, out) ->
                Recurrent.lstm(
                    in,
                    weights(params, slot, stack.slots(), a.flag(3), projected),
                    new State(h.select(0, slot), c.select(0, slot)),
                    reverse,
                    out,
                    new State(hn.select(0, slot), cn.select(0, slot))));
    return TupleValue.of(y, hn, cn);
  }

  private static TupleValue gru(Args a) {
    rank("gru", a.tensor(0), 3);
    Stack stack = Stack.of(a);
    Tensor x = stack.sequence();
    Tensor h = a.tensor(1);
    states("gru", h, stack, x);
    Tensor hn = Tensors.empty(x.device(), x.dtype(), h.shape().sizes());
    List<Tensor> params = a.tensors(2);
    Tensor y =
        stack.run(
            x,
            h.size(2),
            (slot, in, reverse, out) ->
                Recurrent.gru(
                    in,
                    weights(params, slot, stack.slots(), a.flag(3), false),
                    h.select(0, slot),
                    reverse,
                    out,
                    hn.select(0, slot)));
    return TupleValue.of(y, hn);
  }

  /** Elman networks have no fused operation: a product for all inputs, then step by step. */
  private static TupleValue rnn(String name, Args a) {
    rank(name, a.tensor(0), 3);
    Stack stack = Stack.of(a);
    Tensor x = stack.sequence();
    Tensor h = a.tensor(1);
    states(name, h, stack, x);
    Tensor hn = Tensors.empty(x.device(), x.dtype(), h.shape().sizes());
    List<Tensor> params = a.tensors(2);
    boolean tanh = name.equals("rnn_tanh");
    Tensor y =
        stack.run(
            x,
            h.size(2),
            (slot, in, reverse, out) -> {
              Weights weights = weights(params, slot, stack.slots(), a.flag(3), false);
              Scope.run(
                  () ->
                      elman(
                          in, weights, h.select(0, slot), tanh, reverse, out, hn.select(0, slot)));
            });
    return TupleValue.of(y, hn);
  }

  private static void elman(
      Tensor x, Weights weights, Tensor h, boolean tanh, boolean reverse, Tensor y, Tensor last) {
    Biases biases = weights.biases();
    Tensor inputs = x.linear(weights.ih(), biases == null ? null : biases.ih());
    Tensor state = h;
    for (long i = 0; i < x.size(0); i++) {
      long step = reverse ? x.size(0) - 1 - i : i;
      Tensor sum =
          state.linear(weights.hh(), biases == null ? null : biases.hh()).add(inputs.get(step));
      state = tanh ? sum.tanh() : sum.relu();
      y.get(step).copy_(state);
    }
    last.copy_(state);
  }

  private static Weights cell(Args a) {
    Tensor ih = a.tensorOrNone(4);
    Tensor hh = a.tensorOrNone(5);
    return new Weights(
        a.tensor(2), a.tensor(3), ih == null || hh == null ? null : new Biases(ih, hh), null);
  }

  private static TupleValue lstmCell(Args a) {
    List<Tensor> hx = a.tensors(1);
    if (hx.size() != 2) {
      throw new ScriptError("lstm_cell: expects two hidden states, got " + hx.size());
    }
    rank("lstm_cell", a.tensor(0), 2);
    Tensor h = Tensors.emptyLike(hx.get(0));
    Tensor c = Tensors.emptyLike(hx.get(1));
    Scope.run(
        () ->
            Recurrent.lstm(
                a.tensor(0).unsqueeze(0),
                cell(a),
                new State(hx.get(0), hx.get(1)),
                false,
                Tensors.emptyLike(hx.get(0)).unsqueeze(0),
                new State(h, c)));
    return TupleValue.of(h, c);
  }

  private static Tensor gruCell(Args a) {
    rank("gru_cell", a.tensor(0), 2);
    Tensor h = Tensors.emptyLike(a.tensor(1));
    Scope.run(
        () ->
            Recurrent.gru(
                a.tensor(0).unsqueeze(0),
                cell(a),
                a.tensor(1),
                false,
                Tensors.emptyLike(h).unsqueeze(0),
                h));
    return h;
  }
}
