package anabranch.op;

import anabranch.shape.Shape;
import java.util.List;

/** Shapes and types of operations that read or write at indices held by a tensor. */
final class InferIndexing {
  private InferIndexing() {}

  static Spec indexSelect(Op.IndexSelect op, List<Spec> inputs) {
    Spec x = Require.inputs(op, inputs, 2);
    Spec index = inputs.get(1);
    int dim = Require.dim(op, x, op.dim());
    Require.index(op, index);
    if (index.shape().rank() != 1) {
      throw Require.shape(op, "Index is supposed to be a vector, got shape %s", index.shape());
    }
    if (x.shape().rank() == 0) {
      throw Require.shape(op, "expected a tensor of at least one dimension, got a scalar");
    }
    return new Spec(x.dtype(), x.shape().with(dim, index.shape().numel()));
  }

  static Spec gather(Op.Gather op, List<Spec> inputs) {
    Spec x = Require.inputs(op, inputs, 2);
    Spec index = inputs.get(1);
    int dim = Require.dim(op, x, op.dim());
    Require.index(op, index);
    within(op, dim, index.shape(), x.shape(), "input");
    return new Spec(x.dtype(), index.shape());
  }

  static void scatter(Op.Scatter op, Spec target, List<Spec> inputs) {
    Spec index = Require.inputs(op, inputs, 2);
    Spec source = inputs.get(1);
    int dim = Require.dim(op, target, op.dim());
    Require.index(op, index);
    if (source.dtype() != target.dtype()) {
      throw Require.dtype(
          op,
          "Expected self.dtype to be equal to src.dtype, got %s and %s",
          target.dtype(),
          source.dtype());
    }
    if (op.add()) {
      Require.number(op, target);
    }
    within(op, dim, index.shape(), target.shape(), "self");
    if (!source.shape().equals(index.shape())) {
      throw Require.shape(
          op, "expected a source of the index's shape %s, got %s", index.shape(), source.shape());
    }
  }

  private static void within(Op op, int dim, Shape index, Shape x, String name) {
    if (index.rank() != x.rank() && Math.max(index.rank(), x.rank()) > 0) {
      throw Require.shape(
          op,
          "Index tensor must have the same number of dimensions as %s tensor, got %s and %s",
          name,
          index,
          x);
    }
    for (int d = 0; d < x.rank(); d++) {
      if (d != dim && index.size(d) > x.size(d)) {
        throw Require.shape(
            op,
            "Size does not match at dimension %d expected index %s to be smaller than %s %s apart"
                + " from dimension %d",
            d,
            index,
            name,
            x,
            dim);
      }
    }
  }
}
