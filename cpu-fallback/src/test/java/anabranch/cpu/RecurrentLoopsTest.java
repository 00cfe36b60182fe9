package anabranch.cpu;

import anabranch.op.Op;
import anabranch.shape.DType;
import anabranch.shape.Shape;
import anabranch.spi.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** LSTM and GRU layers against PyTorch's formulas, written out number by number. */
class RecurrentLoopsTest {
  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  private View normal(DType dtype, long... sizes) {
    Shape shape = Shape.of(sizes);
    double[] values =
        DoubleStream.generate(() -> rig.random.nextGaussian() / 2).limit(shape.numel()).toArray();
    return rig.reals(dtype, values, rig.scattered(shape));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** weight @ x + bias for one row. */
  private static double[] affine(double[] weight, double[] x, double[] bias) {
    double[] out = bias.clone();
    for (int i = 0; i < out.length; i++) {
      for (int j = 0; j < x.length; j++) {
        out[i] += weight[i * x.length + j] * x[j];
      }
    }
    return out;
  }

  private static double[] row(double[] of, int index, int size) {
    return Arrays.copyOfRange(of, index * size, (index + 1) * size);
  }

  @ParameterizedTest
  @CsvSource({
    "5, 3, 4, 6, 0",
    "1, 1, 1, 1, 0",
    "4, 13, 5, 40, 0",
    "3, 2, 7, 9, 4",
    "2, 50, 33, 65, 0",
    "0, 2, 3, 4, 0"
  })
  void anLstmIsItsFormulas(int steps, int batch, int inputs, int hidden, int projected) {
    for (DType dtype : new DType[] {DType.F64, DType.F32, DType.F16, DType.BF16}) {
      for (int options = 0; options < 8; options++) {
        boolean bias = (options & 1) != 0;
        boolean state = (options & 2) != 0;
        boolean reverse = (options & 4) != 0;
        int out = projected > 0 ? projected : hidden;
        List<View> in = new ArrayList<>();
        in.add(normal(dtype, steps, batch, inputs));
        in.add(normal(dtype, 4L * hidden, inputs));
        in.add(normal(dtype, 4L * hidden, out));
        if (bias) {
          in.add(normal(dtype, 4L * hidden));
          in.add(normal(dtype, 4L * hidden));
        }
        if (projected > 0) {
          in.add(normal(dtype, projected, hidden));
        }
        if (state) {
          in.add(normal(dtype, batch, out));
          in.add(normal(dtype, batch, hidden));
        }
        View y = rig.make(dtype, rig.scattered(Shape.of(steps, batch, out)));
        View hn = rig.make(dtype, rig.scattered(Shape.of(batch, out)));
        View cn = rig.make(dtype, rig.scattered(Shape.of(batch, hidden)));
        Op.Lstm op = new Op.Lstm(bias, projected > 0, state, reverse);

        rig.stream.run(op, List.of(y, hn, cn), in);

        checkLstm(op, dtype, in, y, hn, cn);
        rig.assertNothingElseWritten(y);
        rig.assertNothingElseWritten(hn);
        rig.assertNothingElseWritten(cn);
      }
    }
  }

  private void checkLstm(Op.Lstm op, DType dtype, List<View> in, View y, View hn, View cn) {
    Shape shape = y.layout().shape();
    int steps = (int) shape.size(0);
    int batch = (int) shape.size(1);
    int out = (int) shape.size(2);
    int hidden = (int) cn.layout().shape().size(1);
    int inputs = (int) in.getFirst().layout().shape().size(2);
    List<double[]> values = new ArrayList<>(in.stream().map(rig::reals).toList());
    double[] x = values.removeFirst();
    double[] inputWeight = values.removeFirst();
    double[] hiddenWeight = values.removeFirst();
    double[] inputBias = op.bias() ? values.removeFirst() : new double[4 * hidden];
    double[] hiddenBias = op.bias() ? values.removeFirst() : new double[4 * hidden];
    double[] projection = op.projected() ? values.removeFirst() : new double[0];
    double[] h0 = op.state() ? values.removeFirst() : new double[batch * out];
    double[] c0 = op.state() ? values.removeFirst() : new double[batch * hidden];
    double[] expectedY = new double[steps * batch * out];
    double[] expectedH = new double[batch * out];
    double[] expectedC = new double[batch * hidden];
    for (int b = 0; b < batch; b++) {
      double[] h = row(h0, b, out);
      double[] c = row(c0, b, hidden);
      for (int i = 0; i < steps; i++) {
        int t = op.reverse() ? steps - 1 - i : i;
        double[] a = affine(inputWeight, row(x, t * batch + b, inputs), inputBias);
        double[] r = affine(hiddenWeight, h, hiddenBias);
        double[] cell = new double[hidden];
        for (int j = 0; j < hidden; j++) {
          int k = j;
          double[] gates = new double[4];
          Arrays.setAll(gates, g -> a[g * hidden + k] + r[g * hidden + k]);
          c[j] = sigmoid(gates[1]) * c[j] + sigmoid(gates[0]) * Math.tanh(gates[2]);
          cell[j] = sigmoid(gates[3]) * Math.tanh(c[j]);
        }
        h = op.projected() ? affine(projection, cell, new double[out]) : cell;
        System.arraycopy(h, 0, expectedY, (t * batch + b) * out, out);
      }
      System.arraycopy(h, 0, expectedH, b * out, out);
      System.arraycopy(c, 0, expectedC, b * hidden, hidden);
    }
    check(dtype, expectedY, y);
    check(dtype, expectedH, hn);
    check(dtype, expectedC, cn);
  }

  private void check(DType dtype, double[] expected, View actual) {
    double error =
        switch (dtype) {
          case F64 -> 1e-12;
          case F32 -> 4e-6;
          case F16 -> 4e-3;
          case BF16 -> 3e-2;
          case I64, I32, U8, BOOL -> throw new IllegalArgumentException("whole");
        };
    double[] values = rig.reals(actual);
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(expected[i] - values[i]) <= error * (1 + Math.abs(expected[i])))) {
        throw new AssertionError(
            "%s element %d: expected %s, got %s".formatted(dtype, i, expected[i], values[i]));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"5, 3, 4, 6", "1, 1, 1, 1", "4, 13, 5, 40", "2, 50, 33, 65", "0, 2, 3, 4"})
  void aGruIsItsFormulas(int steps, int batch, int inputs, int hidden) {
    for (DType dtype : new DType[] {DType.F64, DType.F32, DType.F16, DType.BF16}) {
      for (int options = 0; options < 8; options++) {
        boolean bias = (options & 1) != 0;
        boolean state = (options & 2) != 0;
        boolean reverse = (options & 4) != 0;
        List<View> in = new ArrayList<>();
        in.add(normal(dtype, steps, batch, inputs));
        in.add(normal(dtype, 3L * hidden, inputs));
        in.add(normal(dtype, 3L * hidden, hidden));
        if (bias) {
          in.add(normal(dtype, 3L * hidden));
          in.add(normal(dtype, 3L * hidden));
        }
        if (state) {
          in.add(normal(dtype, batch, hidden));
        }
        View y = rig.make(dtype, rig.scattered(Shape.of(steps, batch, hidden)));
        View hn = rig.make(dtype, rig.scattered(Shape.of(batch, hidden)));
        Op.Gru op = new Op.Gru(bias, state, reverse);

        rig.stream.run(op, List.of(y, hn), in);

        checkGru(op, dtype, in, y, hn);
        rig.assertNothingElseWritten(y);
        rig.assertNothingElseWritten(hn);
      }
    }
  }

  private void checkGru(Op.Gru op, DType dtype, List<View> in, View y, View hn) {
    Shape shape = y.layout().shape();
    int steps = (int) shape.size(0);
    int batch = (int) shape.size(1);
    int hidden = (int) shape.size(2);
    int inputs = (int) in.getFirst().layout().shape().size(2);
    List<double[]> values = new ArrayList<>(in.stream().map(rig::reals).toList());
    double[] x = values.removeFirst();
    double[] inputWeight = values.removeFirst();
    double[] hiddenWeight = values.removeFirst();
    double[] inputBias = op.bias() ? values.removeFirst() : new double[3 * hidden];
    double[] hiddenBias = op.bias() ? values.removeFirst() : new double[3 * hidden];
    double[] h0 = op.state() ? values.removeFirst() : new double[batch * hidden];
    double[] expectedY = new double[steps * batch * hidden];
    double[] expectedH = new double[batch * hidden];
    for (int b = 0; b < batch; b++) {
      double[] h = row(h0, b, hidden);
      for (int i = 0; i < steps; i++) {
        int t = op.reverse() ? steps - 1 - i : i;
        double[] a = affine(inputWeight, row(x, t * batch + b, inputs), inputBias);
        double[] r = affine(hiddenWeight, h, hiddenBias);
        for (int j = 0; j < hidden; j++) {
          double reset = sigmoid(a[j] + r[j]);
          double update = sigmoid(a[hidden + j] + r[hidden + j]);
          double candidate = Math.tanh(a[2 * hidden + j] + reset * r[2 * hidden + j]);
          h[j] = (1 - update) * candidate + update * h[j];
        }
        System.arraycopy(h, 0, expectedY, (t * batch + b) * hidden, hidden);
      }
      System.arraycopy(h, 0, expectedH, b * hidden, hidden);
    }
    check(dtype, expectedY, y);
    check(dtype, expectedH, hn);
  }
}
