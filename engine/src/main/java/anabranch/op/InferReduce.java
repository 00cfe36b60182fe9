package anabranch.op;

import anabranch.shape.DType;
import anabranch.shape.Shape;
import java.util.List;

/** Shapes and types of operations along dimensions: reductions, scans, order. */
final class InferReduce {
  private InferReduce() {}

  static Spec reduce(Op.Reduce op, List<Spec> inputs) {
    Spec x = Require.inputs(op, inputs, 1);
    Shape shape = x.shape();
    int last = -1;
    for (int dim : op.dims()) {
      if (dim <= last) {
        throw Require.shape(op, "expected ascending dimensions, got %s", op.dims());
      }
      last = Require.dim(op, x, dim);
      shape = Require.resized(shape, dim, 1);
    }
    return switch (op.kind()) {
      case SUM, PROD -> new Spec(summed(x.dtype()), shape);
      case MEAN -> new Spec(mean(op, x).dtype(), shape);
      case NORM, VAR, STD -> new Spec(Require.floating(op, x).dtype(), shape);
      case ANY, ALL -> new Spec(DType.BOOL, shape);
      case MAX, MIN -> {
        for (int dim : op.dims()) {
          notEmpty(op, x, dim);
        }
        yield new Spec(x.dtype(), shape);
      }
    };
  }

  private static DType summed(DType type) {
    return type.isFloating() ? type : DType.I64;
  }

  private static Spec mean(Op op, Spec x) {
    if (!x.dtype().isFloating()) {
      throw Require.dtype(
          op,
          "could not infer output dtype. Input dtype must be either a floating point or"
              + " complex dtype. Got: %s",
          x.dtype());
    }
    return x;
  }

  private static void notEmpty(Op op, Spec x, int dim) {
    if (x.shape().rank() > 0 && x.shape().size(dim) == 0) {
      throw Require.shape(
          op, "Expected reduction dim %d to have non-zero size, the shape is %s", dim, x.shape());
    }
  }

  static List<Spec> argReduce(Op.ArgReduce op, List<Spec> inputs) {
    Spec x = Require.inputs(op, inputs, 1);
    int dim = Require.dim(op, x, op.dim());
    notEmpty(op, x, dim);
    return withIndices(x.dtype(), Require.resized(x.shape(), dim, 1));
  }

  private static List<Spec> withIndices(DType type, Shape shape) {
    return List.of(new Spec(type, shape), new Spec(DType.I64, shape));
  }

  static Spec cumsum(Op.Cumsum op, List<Spec> inputs) {
    Spec x = Require.inputs(op, inputs, 1);
    Require.dim(op, x, op.dim());
    return new Spec(summed(x.dtype()), x.shape());
  }

  static List<Spec> sort(Op.Sort op, List<Spec> inputs) {
    Spec x = Require.inputs(op, inputs, 1);
    Require.dim(op, x, op.dim());
    return withIndices(x.dtype(), x.shape());
  }

  static List<Spec> topK(Op.TopK op, List<Spec> inputs) {
    Spec x = Require.number(op, Require.inputs(op, inputs, 1));
    int dim = Require.dim(op, x, op.dim());
    long size = x.shape().rank() == 0 ? 1 : x.shape().size(dim);
    if (op.k() < 0 || op.k() > size) {
      throw Require.shape(
          op,
          "selected index k out of range: k is %d, dimension %d of shape %s has size %d",
          op.k(),
          dim,
          x.shape(),
          size);
    }
    return withIndices(x.dtype(), Require.resized(x.shape(), dim, op.k()));
  }

  static Spec softmax(Op.Softmax op, List<Spec> inputs) {
    Spec x = Require.floating(op, Require.inputs(op, inputs, 1));
    Require.dim(op, x, op.dim());
    return x;
  }
}
