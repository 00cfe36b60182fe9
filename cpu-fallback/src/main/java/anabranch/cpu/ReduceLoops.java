package anabranch.cpu;

import anabranch.op.Op;
import anabranch.shape.Layout;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import anabranch.spi.Workers;
import java.util.ArrayList;
import java.util.List;

/**
 * Reductions over any dimensions. F32 and narrower are summed in binary64: at the speed of memory
 * it costs nothing, and the error does not grow with the count.
 */
final class ReduceLoops {
  /** With this many elements per result or fewer, results are made side by side in any case. */
  private static final long SHORT = 16;

  /** With fewer results than this they are made one after another. */
  private static final long WIDE = 32;

  private ReduceLoops() {}

  static void reduce(Workers workers, Op.Reduce op, Operand out, Operand x) {
    boolean extreme = op.kind() == Op.Reduction.MAX || op.kind() == Op.Reduction.MIN;
    if (extreme && x.numel() == 0 && out.numel() > 0) {
      throw new ShapeException(
          "%s: nothing to choose from in a tensor of shape %s"
              .formatted(op.opName(), x.layout().shape()));
    }
    if (x.dtype().isFloating()) {
      run(workers, DoubleBlocks.INSTANCE, DoubleFold.of(op), op, out, x);
    } else {
      run(workers, LongBlocks.INSTANCE, LongFold.of(op), op, out, x);
    }
  }

  private static <A> void run(
      Workers workers, Blocks<A> blocks, Fold<A> fold, Op.Reduce op, Operand out, Operand x) {
    if (out.numel() == 0) {
      return;
    }
    Layout kept = x.layout();
    Layout results = out.layout();
    List<Integer> keptDims = new ArrayList<>();
    List<Integer> reducedDims = new ArrayList<>();
    for (int d = 0; d < kept.shape().rank(); d++) {
      (op.dims().contains(d) ? reducedDims : keptDims).add(d);
    }
    Layout reduced = part(kept, reducedDims, 0);
    Layout rest = part(kept, keptDims, kept.offset());
    Layout target = part(results, keptDims, results.offset());
    Folding<A> folding =
        new Folding<>(blocks, fold, out.with(target), x.with(rest), x.with(reduced));
    boolean rows =
        reduced.shape().numel() <= SHORT
            || (rest.shape().numel() >= WIDE && least(rest) < least(reduced));
    if (rows) {
      folding.rows(workers);
    } else {
      folding.lines(workers);
    }
  }

  private static Layout part(Layout of, List<Integer> dims, long offset) {
    long[] sizes = new long[dims.size()];
    long[] strides = new long[dims.size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = of.shape().size(dims.get(i));
      strides[i] = of.stride(dims.get(i));
    }
    return Layout.of(Shape.of(sizes), strides, offset);
  }

  /** The least stride of a dimension that has one. */
  private static long least(Layout layout) {
    long least = Long.MAX_VALUE;
    for (int d = 0; d < layout.shape().rank(); d++) {
      long stride = Math.abs(layout.stride(d));
      if (layout.shape().size(d) > 1 && stride > 0) {
        least = Math.min(least, stride);
      }
    }
    return least;
  }
}
