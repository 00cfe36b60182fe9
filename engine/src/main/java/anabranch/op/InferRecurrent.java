package anabranch.op;

import anabranch.shape.Shape;
import java.util.List;

/** Shapes and types of recurrent layers. */
final class InferRecurrent {
  private static final int LSTM_GATES = 4;
  private static final int GRU_GATES = 3;

  private InferRecurrent() {}

  static List<Spec> lstm(Op.Lstm op, List<Spec> inputs) {
    Layer layer = new Layer(op, inputs, LSTM_GATES, op.projected());
    int count = 3 + (op.bias() ? 2 : 0) + (op.projected() ? 1 : 0) + (op.state() ? 2 : 0);
    Require.inputs(op, inputs, count);
    int next = layer.weights(op.bias());
    if (op.projected()) {
      layer.check("w_hr", next++, layer.output, layer.hidden);
    }
    if (op.state()) {
      layer.check("h0", next++, layer.batch, layer.output);
      layer.check("c0", next, layer.batch, layer.hidden);
    }
    return List.of(
        layer.spec(layer.steps, layer.batch, layer.output),
        layer.spec(layer.batch, layer.output),
        layer.spec(layer.batch, layer.hidden));
  }

  static List<Spec> gru(Op.Gru op, List<Spec> inputs) {
    Layer layer = new Layer(op, inputs, GRU_GATES, false);
    Require.inputs(op, inputs, 3 + (op.bias() ? 2 : 0) + (op.state() ? 1 : 0));
    int next = layer.weights(op.bias());
    if (op.state()) {
      layer.check("h0", next, layer.batch, layer.hidden);
    }
    return List.of(
        layer.spec(layer.steps, layer.batch, layer.hidden), layer.spec(layer.batch, layer.hidden));
  }

  /** The sizes of a layer, read from x and w_hh. */
  private static final class Layer {
    private final Op op;
    private final List<Spec> inputs;
    private final Spec x;
    private final long gateRows;
    private final long steps;
    private final long batch;
    private final long features;
    private final long hidden;
    private final long output;

    private Layer(Op op, List<Spec> inputs, int gates, boolean projected) {
      if (inputs.size() < 3) {
        throw Require.shape(op, "expected at least x, w_ih and w_hh, got %s", inputs);
      }
      this.op = op;
      this.inputs = inputs;
      this.x = Require.floating(op, inputs.getFirst());
      Shape recurrent = inputs.get(2).shape();
      if (x.shape().rank() != 3 || recurrent.rank() != 2 || recurrent.size(0) % gates != 0) {
        throw Require.shape(
            op,
            "expected x of shape [T, B, I] and w_hh of shape [%d * H, P], got %s and %s",
            gates,
            x.shape(),
            recurrent);
      }
      this.gateRows = recurrent.size(0);
      this.steps = x.shape().size(0);
      this.batch = x.shape().size(1);
      this.features = x.shape().size(2);
      this.hidden = gateRows / gates;
      this.output = projected ? recurrent.size(1) : hidden;
    }

    /** Checks w_ih, w_hh and the biases; returns where the next input is. */
    private int weights(boolean bias) {
      check("w_ih", 1, gateRows, features);
      check("w_hh", 2, gateRows, output);
      if (!bias) {
        return 3;
      }
      check("b_ih", 3, gateRows);
      check("b_hh", 4, gateRows);
      return 5;
    }

    private void check(String name, int at, long... sizes) {
      Require.shapeOf(op, name, inputs.get(at), x, sizes);
    }

    private Spec spec(long... sizes) {
      return new Spec(x.dtype(), Shape.of(sizes));
    }
  }
}
