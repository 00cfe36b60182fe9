package anabranch.cpu.kernel;

/** A recurrent layer in double by PyTorch's formulas, one number after another. */
final class Reference {
  final double[][][] y;
  final double[][] h;
  final double[][] c;

  private final PackedRecurrent.Parameters p;
  private final int hidden;
  private final int output;

  Reference(PackedRecurrent.Parameters p, RecurrentCall call, int output) {
    this.p = p;
    this.hidden = p.hiddenSize();
    this.output = output;
    this.y = new double[call.steps()][call.batch()][];
    this.h = state(call.h0(), call.batch(), output);
    this.c = state(call.c0(), call.batch(), hidden);
    for (int i = 0; i < call.steps(); i++) {
      int time = call.reverse() ? call.steps() - 1 - i : i;
      for (int b = 0; b < call.batch(); b++) {
        step(call.x().at(time), b, call.cn() != null);
        y[time][b] = h[b].clone();
      }
    }
  }

  private static double[][] state(Strided from, int batch, int size) {
    return from == null ? new double[batch][size] : Fixtures.values(from, batch, size);
  }

  private void step(Strided x, int row, boolean lstm) {
    double[] next = new double[hidden];
    for (int j = 0; j < hidden; j++) {
      next[j] = lstm ? lstm(x, row, j) : gru(x, row, j);
    }
    h[row] = p.weightHr() == null ? next : projected(next);
  }

  private double lstm(Strided x, int row, int j) {
    double i = sigmoid(ofInput(x, row, j) + ofHidden(row, j));
    double f = sigmoid(ofInput(x, row, hidden + j) + ofHidden(row, hidden + j));
    double g = Math.tanh(ofInput(x, row, 2 * hidden + j) + ofHidden(row, 2 * hidden + j));
    double o = sigmoid(ofInput(x, row, 3 * hidden + j) + ofHidden(row, 3 * hidden + j));
    c[row][j] = f * c[row][j] + i * g;
    return o * Math.tanh(c[row][j]);
  }

  private double gru(Strided x, int row, int j) {
    double r = sigmoid(ofInput(x, row, j) + ofHidden(row, j));
    double z = sigmoid(ofInput(x, row, hidden + j) + ofHidden(row, hidden + j));
    double n = Math.tanh(ofInput(x, row, 2 * hidden + j) + r * ofHidden(row, 2 * hidden + j));
    return (1 - z) * n + z * h[row][j];
  }

  private double[] projected(double[] raw) {
    double[] result = new double[output];
    for (int j = 0; j < output; j++) {
      for (int k = 0; k < hidden; k++) {
        result[j] += raw[k] * p.weightHr().get(j, k);
      }
    }
    return result;
  }

  private double ofInput(Strided x, int row, int gate) {
    double sum = p.biasIh() == null ? 0 : p.biasIh().get(0, gate);
    for (int k = 0; k < p.inputSize(); k++) {
      sum += (double) x.get(row, k) * p.weightIh().get(gate, k);
    }
    return sum;
  }

  private double ofHidden(int row, int gate) {
    double sum = p.biasHh() == null ? 0 : p.biasHh().get(0, gate);
    for (int k = 0; k < output; k++) {
      sum += h[row][k] * p.weightHh().get(gate, k);
    }
    return sum;
  }

  private static double sigmoid(double v) {
    return 1 / (1 + Math.exp(-v));
  }
}
