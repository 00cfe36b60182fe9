package anabranch.tck;

import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.nn.RecurrentOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Recurrent layers written out of small operations, step by step: what the fused ones are held
 * against. Sequences are [T, B, *].
 */
final class Written {
  private final RecurrentOptions options;
  private final Map<String, Tensor> weights;
  private final String suffix;

  /** What comes out; {@code c} is a GRU's h again. */
  record Result(Tensor output, Tensor h, Tensor c) {}

  private record State(Tensor h, Tensor c) {}

  private interface Cell {
    State step(Written at, Tensor x, State before);
  }

  private Written(RecurrentOptions options, Map<String, Tensor> weights, String suffix) {
    this.options = options;
    this.weights = weights;
    this.suffix = suffix;
  }

  static Result lstm(
      RecurrentOptions options, Map<String, Tensor> weights, Tensor x, Tensor h0, Tensor c0) {
    return run(options, weights, x, h0, c0, Written::lstmStep);
  }

  static Result gru(RecurrentOptions options, Map<String, Tensor> weights, Tensor x, Tensor h0) {
    return run(options, weights, x, h0, h0, Written::gruStep);
  }

  private static Result run(
      RecurrentOptions options,
      Map<String, Tensor> weights,
      Tensor x,
      Tensor h0,
      Tensor c0,
      Cell cell) {
    List<Tensor> hn = new ArrayList<>();
    List<Tensor> cn = new ArrayList<>();
    Tensor in = x;
    for (int layer = 0; layer < options.numLayers(); layer++) {
      List<Tensor> halves = new ArrayList<>();
      for (int direction = 0; direction < (options.bidirectional() ? 2 : 1); direction++) {
        Written at =
            new Written(options, weights, "_l" + layer + (direction == 1 ? "_reverse" : ""));
        State state = at.initial(x.size(1), hn.size(), h0, c0);
        Tensor[] steps = new Tensor[(int) x.size(0)];
        for (int i = 0; i < steps.length; i++) {
          int t = direction == 1 ? steps.length - 1 - i : i;
          state = cell.step(at, in.get(t), state);
          steps[t] = state.h();
        }
        halves.add(Tensors.stack(List.of(steps)));
        hn.add(state.h());
        cn.add(state.c());
      }
      in = Tensors.cat(halves, 2);
    }
    return new Result(in, Tensors.stack(hn), Tensors.stack(cn));
  }

  private State initial(long batch, int slot, Tensor h0, Tensor c0) {
    if (h0 != null) {
      return new State(h0.get(slot), c0.get(slot));
    }
    long width = options.projSize() > 0 ? options.projSize() : options.hiddenSize();
    return new State(Tensors.zeros(batch, width), Tensors.zeros(batch, options.hiddenSize()));
  }

  private State lstmStep(Tensor x, State before) {
    List<Tensor> gates = fromInput(x).add(fromHidden(before.h())).chunk(4, 1);
    Tensor input = gates.get(0).sigmoid();
    Tensor forget = gates.get(1).sigmoid();
    Tensor candidate = gates.get(2).tanh();
    Tensor output = gates.get(3).sigmoid();
    Tensor c = forget.mul(before.c()).add(input.mul(candidate));
    Tensor h = output.mul(c.tanh());
    return new State(options.projSize() > 0 ? h.linear(weight("weight_hr"), null) : h, c);
  }

  private State gruStep(Tensor x, State before) {
    List<Tensor> in = fromInput(x).chunk(3, 1);
    List<Tensor> hidden = fromHidden(before.h()).chunk(3, 1);
    Tensor reset = in.get(0).add(hidden.get(0)).sigmoid();
    Tensor update = in.get(1).add(hidden.get(1)).sigmoid();
    Tensor fresh = in.get(2).add(reset.mul(hidden.get(2))).tanh();
    Tensor h = update.rsub(1).mul(fresh).add(update.mul(before.h()));
    return new State(h, h);
  }

  private Tensor fromInput(Tensor x) {
    return x.linear(weight("weight_ih"), weight("bias_ih"));
  }

  private Tensor fromHidden(Tensor h) {
    return h.linear(weight("weight_hh"), weight("bias_hh"));
  }

  private Tensor weight(String name) {
    return weights.get(name + suffix);
  }
}
