package anabranch.cpu;

import anabranch.op.Op;
import anabranch.shape.Shape;
import anabranch.spi.Workers;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One layer and direction of an LSTM in binary64, by PyTorch's formulas. */
final class PlainLstm {
  private PlainLstm() {}

  /** The operands by name; the state and the projection may be null. */
  private record Inputs(
      Operand x,
      Operand inputWeight,
      Operand hiddenWeight,
      List<Operand> biases,
      @Nullable Operand projection,
      @Nullable Operand h0,
      @Nullable Operand c0) {
    static Inputs of(Op.Lstm op, List<Operand> in) {
      Iterator<Operand> next = in.iterator();
      return new Inputs(
          next.next(),
          next.next(),
          next.next(),
          op.bias() ? List.of(next.next(), next.next()) : List.of(),
          op.projected() ? next.next() : null,
          op.state() ? next.next() : null,
          op.state() ? next.next() : null);
    }
  }

  static void lstm(
      Memory memory, Workers workers, Op.Lstm op, List<Operand> out, List<Operand> in) {
    Inputs inputs = Inputs.of(op, in);
    Shape shape = inputs.x().layout().shape();
    long steps = shape.size(0);
    long batch = shape.size(1);
    int hidden = (int) out.get(2).layout().shape().size(1);
    Operand y = out.get(0);
    try (Gates gates = new Gates(memory, workers)) {
      double[] bias = gates.biases(4 * hidden, inputs.biases());
      Operand fromInput = gates.zeros(steps, batch, 4L * hidden);
      gates.project(fromInput, inputs.x(), inputs.inputWeight());
      Operand fromHidden = gates.zeros(batch, 4L * hidden);
      Operand raw = gates.zeros(batch, hidden);
      Operand h =
          inputs.h0() == null
              ? gates.zeros(batch, y.layout().shape().size(2))
              : gates.copy(inputs.h0());
      Operand c = inputs.c0() == null ? gates.zeros(batch, hidden) : gates.copy(inputs.c0());
      for (long i = 0; i < steps; i++) {
        long time = op.reverse() ? steps - 1 - i : i;
        gates.project(fromHidden, h, inputs.hiddenWeight());
        Operand step = Gates.step(fromInput, time);
        Operand cell = inputs.projection() == null ? h : raw;
        Slices.run(
            workers,
            batch,
            16L * hidden,
            (start, n) -> cells(step, fromHidden, bias, c, cell, start, n));
        if (inputs.projection() != null) {
          gates.project(h, raw, inputs.projection());
        }
        CopyLoops.copy(workers, Gates.step(y, time), h);
      }
      CopyLoops.copy(workers, out.get(1), h);
      CopyLoops.copy(workers, out.get(2), c);
    }
  }

  /** The cell for some rows: from the gates' pre-activations and c to the new c and h. */
  private static void cells(
      Operand fromInput,
      Operand fromHidden,
      double[] bias,
      Operand c,
      Operand h,
      long start,
      long count) {
    int size = bias.length / 4;
    double[] a = new double[4 * size];
    double[] b = new double[4 * size];
    double[] cRow = new double[size];
    double[] hRow = new double[size];
    long firstRow = fromInput.layout().offset() / Math.max(4L * size, 1);
    for (long row = start; row < start + count; row++) {
      Gates.row(fromInput, firstRow + row, a);
      Gates.row(fromHidden, row, b);
      Gates.row(c, row, cRow);
      for (int j = 0; j < size; j++) {
        double input = Gates.sigmoid(a[j] + b[j] + bias[j]);
        double forget = Gates.sigmoid(a[size + j] + b[size + j] + bias[size + j]);
        double candidate = Math.tanh(a[2 * size + j] + b[2 * size + j] + bias[2 * size + j]);
        double output = Gates.sigmoid(a[3 * size + j] + b[3 * size + j] + bias[3 * size + j]);
        cRow[j] = forget * cRow[j] + input * candidate;
        hRow[j] = output * Math.tanh(cRow[j]);
      }
      Gates.setRow(c, row, cRow);
      Gates.setRow(h, row, hRow);
    }
  }
}
