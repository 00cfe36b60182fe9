package anabranch;

import anabranch.op.Op;
import anabranch.op.Scalar;
import anabranch.op.Spec;
import anabranch.run.Dispatcher;
import anabranch.run.Value;
import anabranch.shape.DType;
import anabranch.shape.Layout;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import java.util.List;

/** Reads and writes at indices held by a tensor. */
final class Scatters {
  private Scatters() {}

  private static Value vector(Value x) {
    return x.layout().shape().rank() > 0 ? x : Operands.shaped(x, x.layout().unsqueeze(0));
  }

  private static Value index(Operands operands, Tensor index) {
    boolean narrow = index.dtype() == DType.I32;
    return narrow ? operands.cast(index.value(), DType.I64) : index.value();
  }

  static Tensor select(Tensor x, int dim, Tensor index) {
    Op op = new Op.IndexSelect(x.shape().dim("index_select", dim));
    try (Operands operands = new Operands(op.opName())) {
      return Operands.run(op, x.value(), vector(index(operands, index)));
    }
  }

  static Tensor embedding(Tensor table, Tensor index) {
    if (table.rank() != 2) {
      throw new ShapeException("embedding: 'weight' must be 2-D, got shape " + table.shape());
    }
    try (Operands operands = new Operands("embedding")) {
      Value flat = operands.reshape(index(operands, index), Shape.of(index.numel()));
      Value rows = Dispatcher.run(new Op.IndexSelect(0), table.value(), flat).getFirst();
      long[] sizes = java.util.Arrays.copyOf(index.shape().sizes(), index.rank() + 1);
      sizes[index.rank()] = table.size(1);
      return new Tensor(Operands.shaped(rows, Layout.contiguous(Shape.of(sizes))));
    }
  }

  static Tensor gather(Tensor x, int dim, Tensor index) {
    Op op = new Op.Gather(x.shape().dim("gather", dim));
    Value out = Dispatcher.run(op, vector(x.value()), vector(index.value())).getFirst();
    boolean scalar = x.rank() == 0 && index.rank() == 0;
    return new Tensor(scalar ? Operands.shaped(out, Layout.contiguous(Shape.SCALAR)) : out);
  }

  static Tensor scatter(Tensor x, int dim, Tensor index, Tensor source, boolean add) {
    String name = add ? "scatter_add" : "scatter";
    try (Operands operands = new Operands(name)) {
      Value out = Copying.dense(name, x.value());
      try {
        into(operands, out, dim, index.value(), source.value(), add);
      } catch (Throwable e) {
        out.grip().close();
        throw e;
      }
      return new Tensor(out);
    }
  }

  static Tensor scatter(Tensor x, int dim, Tensor index, Number value) {
    try (Operands operands = new Operands("scatter")) {
      Value one =
          operands.keep(
              Dispatcher.create(
                  new Op.Fill(Scalar.of(value)),
                  x.value().device(),
                  new Spec(x.dtype(), Shape.SCALAR)));
      Value out = Copying.dense("scatter", x.value());
      try {
        into(operands, out, dim, index.value(), Operands.broadcast(one, index.shape()), false);
      } catch (Throwable e) {
        out.grip().close();
        throw e;
      }
      return new Tensor(out);
    }
  }

  /**
   * Writes to {@code target}; the source may be larger than the index, which then picks its corner.
   */
  static void into(
      Operands operands, Value target, int dim, Value index, Value source, boolean add) {
    Op op = new Op.Scatter(target.layout().shape().dim("scatter", dim), add);
    Value from = corner(op, vector(source), vector(index).layout().shape());
    boolean shared = from.grip().storage() == target.grip().storage();
    Value read = shared ? operands.copy(from, from.dtype()) : from;
    Dispatcher.into(op, List.of(vector(target)), vector(index), read);
  }

  private static Value corner(Op op, Value source, Shape index) {
    Layout layout = source.layout();
    Shape shape = layout.shape();
    boolean fits = shape.rank() == index.rank();
    for (int d = 0; fits && d < shape.rank(); d++) {
      fits = index.size(d) <= shape.size(d);
    }
    if (!fits) {
      throw new ShapeException(
          "%s: Expected index %s to be smaller than src %s in every dimension"
              .formatted(op.opName(), index, shape));
    }
    for (int d = 0; d < shape.rank(); d++) {
      layout = layout.slice(d, 0, index.size(d), 1);
    }
    return Operands.shaped(source, layout);
  }
}
