package anabranch.bench.peers;

import java.nio.FloatBuffer;

/** LSTMs by their formulas, one number at a time. */
final class Textbook {
  private Textbook() {}

  /** The sum of all members' last hidden states [B, C] in the direction of time. */
  static float[] lastStep(Numbers numbers) {
    Job job = numbers.job();
    float[] sum = new float[job.batch() * job.hidden()];
    for (int member = 0; member < job.members(); member++) {
      for (int row = 0; row < job.batch(); row++) {
        double[] h = lastState(numbers, member, row);
        for (int j = 0; j < h.length; j++) {
          sum[row * job.hidden() + j] += (float) h[j];
        }
      }
    }
    return sum;
  }

  private static double[] lastState(Numbers numbers, int member, int row) {
    Job job = numbers.job();
    int hidden = job.hidden();
    double[] h = new double[hidden];
    double[] c = new double[hidden];
    for (int step = 0; step < job.steps(); step++) {
      double[] x = new double[hidden];
      for (int j = 0; j < hidden; j++) {
        x[j] = numbers.x().get((step * job.batch() + row) * hidden + j);
      }
      double[] gates = gates(numbers, member, x, h);
      for (int j = 0; j < hidden; j++) {
        double i = sigmoid(gates[j]);
        double f = sigmoid(gates[hidden + j]);
        double g = Math.tanh(gates[2 * hidden + j]);
        double o = sigmoid(gates[3 * hidden + j]);
        c[j] = f * c[j] + i * g;
        h[j] = o * Math.tanh(c[j]);
      }
    }
    return h;
  }

  private static double[] gates(Numbers numbers, int member, double[] x, double[] h) {
    double[] gates = new double[4 * h.length];
    FloatBuffer input = numbers.weight(member, 0, Part.WEIGHT_IH);
    FloatBuffer state = numbers.weight(member, 0, Part.WEIGHT_HH);
    FloatBuffer inputBias = numbers.weight(member, 0, Part.BIAS_IH);
    FloatBuffer stateBias = numbers.weight(member, 0, Part.BIAS_HH);
    for (int k = 0; k < gates.length; k++) {
      gates[k] = inputBias.get(k) + stateBias.get(k);
      for (int j = 0; j < h.length; j++) {
        gates[k] += input.get(k * h.length + j) * x[j] + state.get(k * h.length + j) * h[j];
      }
    }
    return gates;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
