package anabranch.cpu;

import anabranch.op.Op;
import anabranch.spi.View;
import anabranch.spi.Workers;
import java.util.List;

/** Finds the loops for an operation. */
final class Run {
  private final Memory memory;
  private final Workers workers;
  private final Kernels kernels;

  Run(Memory memory, Workers workers, Kernels kernels) {
    this.memory = memory;
    this.workers = workers;
    this.kernels = kernels;
  }

  void run(Op op, List<View> outputs, List<View> inputs) {
    List<Operand> outs = outputs.stream().map(Operand::of).toList();
    List<Operand> in = inputs.stream().map(Operand::of).toList();
    Operand out = outs.getFirst();
    switch (op) {
      case Op.Unary unary ->
          ElementwiseLoops.unary(workers, kernels.compute().math(), unary, out, in.getFirst());
      case Op.Test test -> CompareLoops.test(workers, test, out, in.getFirst());
      case Op.Binary binary -> ElementwiseLoops.binary(workers, binary, out, in.get(0), in.get(1));
      case Op.Compare compare -> CompareLoops.compare(workers, compare, out, in.get(0), in.get(1));
      case Op.BinaryScalar scalar ->
          ElementwiseLoops.binaryScalar(workers, scalar, out, in.getFirst());
      case Op.CompareScalar scalar ->
          CompareLoops.compareScalar(workers, scalar, out, in.getFirst());
      case Op.AddScaled scaled ->
          ElementwiseLoops.addScaled(workers, scaled, out, in.get(0), in.get(1));
      case Op.Where _ -> SelectLoops.where(workers, out, in.get(0), in.get(1), in.get(2));
      case Op.MaskedFill fill -> SelectLoops.maskedFill(workers, fill, out, in.get(0), in.get(1));
      case Op.Clamp clamp -> ElementwiseLoops.clamp(workers, clamp, out, in.getFirst());
      case Op.Copy _ -> CopyLoops.copy(workers, out, in.getFirst());
      case Op.Fill fill -> FillLoops.fill(workers, fill, out);
      case Op.Arange arange -> FillLoops.arange(workers, arange, out);
      case Op.Random random -> RandomLoops.random(workers, random, out);
      case Op.Reduce reduce -> ReduceLoops.reduce(workers, reduce, out, in.getFirst());
      case Op.ArgReduce reduce ->
          ArgReduceLoops.argReduce(workers, reduce, out, outs.get(1), in.getFirst());
      case Op.Cumsum cumsum -> ScanLoops.cumsum(workers, cumsum, out, in.getFirst());
      case Op.MatMul product ->
          MatMulLoops.matMul(
              kernels,
              workers,
              product,
              inputs.get(1),
              out,
              in.get(0),
              in.get(1),
              product.beta() == 0 ? null : in.get(2));
      case Op.Softmax softmax ->
          SoftmaxLoops.softmax(workers, kernels.compute().math(), softmax, out, in.getFirst());
      case Op.LayerNorm norm -> LayerNormLoops.layerNorm(workers, norm, out, in);
      case Op.IndexSelect select ->
          IndexLoops.indexSelect(workers, select, out, in.get(0), in.get(1));
      case Op.Gather gather -> IndexLoops.gather(workers, gather, out, in.get(0), in.get(1));
      case Op.Scatter scatter -> IndexLoops.scatter(scatter, out, in.get(0), in.get(1));
      case Op.Sort sort -> SortLoops.sort(workers, sort, out, outs.get(1), in.getFirst());
      case Op.TopK top -> SortLoops.topK(workers, top, out, outs.get(1), in.getFirst());
      case Op.Lstm lstm -> LstmLoops.lstm(kernels, memory, workers, lstm, outputs, inputs);
      case Op.Gru gru -> GruLoops.gru(kernels, memory, workers, gru, outputs, inputs);
    }
  }
}
