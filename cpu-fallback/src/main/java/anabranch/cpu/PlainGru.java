package anabranch.cpu;

import anabranch.op.Op;
import anabranch.shape.Shape;
import anabranch.spi.Workers;
import java.util.List;

/** One layer and direction of a GRU in binary64, by PyTorch's formulas. */
final class PlainGru {
  private PlainGru() {}

  static void gru(Memory memory, Workers workers, Op.Gru op, List<Operand> out, List<Operand> in) {
    Operand x = in.getFirst();
    Shape shape = x.layout().shape();
    long steps = shape.size(0);
    long batch = shape.size(1);
    int hidden = (int) out.get(1).layout().shape().size(1);
    try (Gates gates = new Gates(memory, workers)) {
      double[] inputBias =
          op.bias() ? gates.biases(3 * hidden, List.of(in.get(3))) : new double[3 * hidden];
      double[] hiddenBias =
          op.bias() ? gates.biases(3 * hidden, List.of(in.get(4))) : new double[3 * hidden];
      Operand fromInput = gates.zeros(steps, batch, 3L * hidden);
      gates.project(fromInput, x, in.get(1));
      Operand fromHidden = gates.zeros(batch, 3L * hidden);
      Operand h = op.state() ? gates.copy(in.getLast()) : gates.zeros(batch, hidden);
      for (long i = 0; i < steps; i++) {
        long time = op.reverse() ? steps - 1 - i : i;
        gates.project(fromHidden, h, in.get(2));
        Operand step = Gates.step(fromInput, time);
        Slices.run(
            workers,
            batch,
            16L * hidden,
            (start, n) -> cells(step, fromHidden, inputBias, hiddenBias, h, start, n));
        CopyLoops.copy(workers, Gates.step(out.get(0), time), h);
      }
      CopyLoops.copy(workers, out.get(1), h);
    }
  }

  /** The cell for some rows: from the gates' pre-activations and h to the new h. */
  private static void cells(
      Operand fromInput,
      Operand fromHidden,
      double[] inputBias,
      double[] hiddenBias,
      Operand h,
      long start,
      long count) {
    int size = inputBias.length / 3;
    double[] a = new double[3 * size];
    double[] b = new double[3 * size];
    double[] hRow = new double[size];
    long firstRow = fromInput.layout().offset() / Math.max(3L * size, 1);
    for (long row = start; row < start + count; row++) {
      Gates.row(fromInput, firstRow + row, a);
      Gates.row(fromHidden, row, b);
      Gates.row(h, row, hRow);
      for (int j = 0; j < 3 * size; j++) {
        a[j] += inputBias[j];
        b[j] += hiddenBias[j];
      }
      for (int j = 0; j < size; j++) {
        double reset = Gates.sigmoid(a[j] + b[j]);
        double update = Gates.sigmoid(a[size + j] + b[size + j]);
        double candidate = Math.tanh(a[2 * size + j] + reset * b[2 * size + j]);
        hRow[j] = (1 - update) * candidate + update * hRow[j];
      }
      Gates.setRow(h, row, hRow);
    }
  }
}
