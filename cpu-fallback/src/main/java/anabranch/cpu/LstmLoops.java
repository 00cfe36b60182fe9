package anabranch.cpu;

import anabranch.cpu.kernel.PackedRecurrent;
import anabranch.cpu.kernel.PackedRecurrent.Parameters;
import anabranch.cpu.kernel.RecurrentCall;
import anabranch.op.Op;
import anabranch.shape.Shape;
import anabranch.spi.View;
import anabranch.spi.Workers;
import java.util.Iterator;
import java.util.List;

/** One layer and direction of an LSTM: by the kernels where they compute in the type. */
final class LstmLoops {
  private LstmLoops() {}

  static void lstm(
      Kernels kernels,
      Memory memory,
      Workers workers,
      Op.Lstm op,
      List<View> outputs,
      List<View> inputs) {
    List<Operand> out = outputs.stream().map(Operand::of).toList();
    List<Operand> in = inputs.stream().map(Operand::of).toList();
    if (!Matrices.isFast(in.getFirst().dtype())) {
      PlainLstm.lstm(memory, workers, op, out, in);
      return;
    }
    Iterator<Operand> next = in.iterator();
    Operand x = next.next();
    Shape shape = x.layout().shape();
    Shape hidden = out.get(2).layout().shape();
    Parameters parameters =
        new Parameters(
            Math.toIntExact(shape.size(2)),
            Math.toIntExact(hidden.size(1)),
            Matrices.of(next.next()),
            Matrices.of(next.next()),
            op.bias() ? Matrices.of(next.next()) : null,
            op.bias() ? Matrices.of(next.next()) : null,
            op.projected() ? Math.toIntExact(out.get(1).layout().shape().size(1)) : 0,
            op.projected() ? Matrices.of(next.next()) : null);
    RecurrentCall call =
        new RecurrentCall(
            Math.toIntExact(shape.size(0)),
            Math.toIntExact(shape.size(1)),
            op.reverse(),
            Matrices.of(x),
            op.state() ? Matrices.of(next.next()) : null,
            op.state() ? Matrices.of(next.next()) : null,
            Matrices.of(out.get(0)),
            Matrices.of(out.get(1)),
            Matrices.of(out.get(2)));
    int weights = 2 + (op.bias() ? 2 : 0) + (op.projected() ? 1 : 0);
    kernels.withPacked(
        inputs.subList(1, 1 + weights),
        op.bias() ? "lstm with biases" : "lstm",
        PackedRecurrent.class,
        compute -> PackedRecurrent.lstm(compute, parameters),
        PackedRecurrent::close,
        packed -> call.run(kernels.compute(), packed));
  }
}
