package anabranch;

import anabranch.op.Op;
import anabranch.run.Dispatcher;
import anabranch.run.Value;
import anabranch.shape.Layout;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Operations along dimensions. Backends see no scalars here: they pass as vectors of one element.
 */
final class Reducing {
  private Reducing() {}

  /** Over all dimensions if {@code dims} is empty. */
  static Tensor reduce(Op.Reduction kind, Tensor x, int[] dims, boolean keepdim, double parameter) {
    List<Integer> over = dimensions(kind, x.shape(), dims);
    Op.Reduce op = new Op.Reduce(kind, over, parameter);
    Value out = Dispatcher.run(op, vector(x.value())).getFirst();
    return new Tensor(shaped(out, keepdim ? kept(x, out) : without(x.shape(), over)));
  }

  private static Value vector(Value x) {
    return x.layout().shape().rank() > 0 ? x : Operands.shaped(x, x.layout().unsqueeze(0));
  }

  private static Value shaped(Value out, Shape shape) {
    return Operands.shaped(out, Layout.contiguous(shape));
  }

  private static Shape kept(Tensor x, Value out) {
    return x.rank() == 0 ? Shape.SCALAR : out.layout().shape();
  }

  private static List<Integer> dimensions(Op.Reduction kind, Shape shape, int... dims) {
    int rank = Math.max(shape.rank(), 1);
    if (dims.length == 0) {
      return IntStream.range(0, rank).boxed().toList();
    }
    String name = new Op.Reduce(kind, List.of(), 0).opName();
    int[] sorted = Arrays.stream(dims).map(dim -> shape.dim(name, dim)).sorted().toArray();
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] == sorted[i - 1]) {
        throw new ShapeException(
            "%s: dim %d appears multiple times in the list of dims %s"
                .formatted(name, sorted[i], Arrays.toString(dims)));
      }
    }
    return Arrays.stream(sorted).boxed().toList();
  }

  private static Shape without(Shape shape, List<Integer> dims) {
    Shape out = shape;
    for (int i = dims.size() - 1; i >= 0 && out.rank() > 0; i--) {
      out = out.without(dims.get(i));
    }
    return out;
  }

  static WithIndices extreme(boolean greatest, Tensor x, int dim, boolean keepdim) {
    int d = x.shape().dim(greatest ? "max" : "min", dim);
    List<Value> out = Dispatcher.run(new Op.ArgReduce(greatest, d), vector(x.value()));
    Shape shape =
        keepdim && x.rank() > 0 ? out.getFirst().layout().shape() : without(x.shape(), List.of(d));
    return pair(out, shape);
  }

  private static WithIndices pair(List<Value> out, Shape shape) {
    return new WithIndices(
        new Tensor(shaped(out.getFirst(), shape)), new Tensor(shaped(out.getLast(), shape)));
  }

  static Tensor extremeIndex(boolean greatest, Tensor x, int dim, boolean keepdim) {
    WithIndices found = extreme(greatest, x, dim, keepdim);
    found.values().close();
    return found.indices();
  }

  /** Counted in row-major order over all elements. */
  static Tensor extremeIndex(boolean greatest, Tensor x) {
    Op op = new Op.ArgReduce(greatest, 0);
    try (Operands operands = new Operands(op.opName())) {
      List<Value> out = Dispatcher.run(op, operands.reshape(x.value(), Shape.of(x.numel())));
      out.getFirst().grip().close();
      return new Tensor(shaped(out.getLast(), Shape.SCALAR));
    }
  }

  static Tensor cumsum(Tensor x, int dim) {
    return along(new Op.Cumsum(x.shape().dim("cumsum", dim)), x);
  }

  static Tensor softmax(Tensor x, int dim, boolean log) {
    return along(new Op.Softmax(x.shape().dim(log ? "log_softmax" : "softmax", dim), log), x);
  }

  private static Tensor along(Op op, Tensor x) {
    Value out = Dispatcher.run(op, vector(x.value())).getFirst();
    return new Tensor(shaped(out, x.shape()));
  }

  static WithIndices sort(Tensor x, int dim, boolean descending) {
    int d = x.shape().dim("sort", dim);
    return pair(Dispatcher.run(new Op.Sort(d, descending), vector(x.value())), x.shape());
  }

  static WithIndices topK(Tensor x, long k, int dim, boolean largest) {
    int d = x.shape().dim("topk", dim);
    List<Value> out = Dispatcher.run(new Op.TopK(k, d, largest), vector(x.value()));
    Shape shape = x.rank() == 0 && k == 1 ? Shape.SCALAR : out.getFirst().layout().shape();
    return pair(out, shape);
  }
}
