package anabranch.cpu;

import anabranch.cpu.kernel.PackedRecurrent;
import anabranch.cpu.kernel.PackedRecurrent.Parameters;
import anabranch.cpu.kernel.RecurrentCall;
import anabranch.op.Op;
import anabranch.shape.Shape;
import anabranch.spi.View;
import anabranch.spi.Workers;
import java.util.List;

/** One layer and direction of a GRU: by the kernels where they compute in the type. */
final class GruLoops {
  private GruLoops() {}

  static void gru(
      Kernels kernels,
      Memory memory,
      Workers workers,
      Op.Gru op,
      List<View> outputs,
      List<View> inputs) {
    List<Operand> out = outputs.stream().map(Operand::of).toList();
    List<Operand> in = inputs.stream().map(Operand::of).toList();
    Operand x = in.getFirst();
    if (!Matrices.isFast(x.dtype())) {
      PlainGru.gru(memory, workers, op, out, in);
      return;
    }
    Shape shape = x.layout().shape();
    Parameters parameters =
        new Parameters(
            Math.toIntExact(shape.size(2)),
            Math.toIntExact(out.get(1).layout().shape().size(1)),
            Matrices.of(in.get(1)),
            Matrices.of(in.get(2)),
            op.bias() ? Matrices.of(in.get(3)) : null,
            op.bias() ? Matrices.of(in.get(4)) : null,
            0,
            null);
    RecurrentCall call =
        new RecurrentCall(
            Math.toIntExact(shape.size(0)),
            Math.toIntExact(shape.size(1)),
            op.reverse(),
            Matrices.of(x),
            op.state() ? Matrices.of(in.getLast()) : null,
            null,
            Matrices.of(out.get(0)),
            Matrices.of(out.get(1)),
            null);
    kernels.withPacked(
        inputs.subList(1, op.bias() ? 5 : 3),
        op.bias() ? "gru with biases" : "gru",
        PackedRecurrent.class,
        compute -> PackedRecurrent.gru(compute, parameters),
        PackedRecurrent::close,
        packed -> call.run(kernels.compute(), packed));
  }
}
