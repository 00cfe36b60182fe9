package anabranch;

import anabranch.op.Infer;
import anabranch.op.Op;
import anabranch.op.Spec;
import anabranch.run.Dispatcher;
import anabranch.run.Value;
import anabranch.shape.DType;
import anabranch.shape.Layout;
import anabranch.shape.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The operands of one operation, made ready for it: of its type, broadcast, dense. What had to be
 * made for that is given back when this closes.
 */
final class Operands implements AutoCloseable {
  private final String name;
  private final List<Value> made = new ArrayList<>(2);

  /** For the operation called {@code name} in messages. */
  Operands(String name) {
    this.name = name;
  }

  /** {@code x} with elements of {@code type}. */
  Value cast(Value x, DType type) {
    return x.dtype() == type ? x : copy(x, type);
  }

  /** {@code x} with contiguous elements. */
  Value dense(Value x) {
    return x.layout().isContiguous() ? x : copy(x, x.dtype());
  }

  /** A contiguous copy of {@code x} with elements of {@code type}. */
  Value copy(Value x, DType type) {
    Dispatcher.checkOpen(name, x);
    Value out = keep(Dispatcher.allocate(x.device(), new Spec(type, x.layout().shape())));
    Dispatcher.into(new Op.Copy(), List.of(out), x);
    return out;
  }

  /** {@code x} with {@code shape}, as a view where that can be, else as a copy. */
  Value reshape(Value x, Shape shape) {
    Layout view = anabranch.shape.Reshape.view(x.layout(), shape);
    return view != null ? shaped(x, view) : shaped(dense(x), Layout.contiguous(shape));
  }

  /** Gives {@code made} back when this closes. */
  Value keep(Value value) {
    made.add(value);
    return value;
  }

  /** The same elements, or some of them, in another order; lives as long as {@code x}. */
  static Value shaped(Value x, Layout layout) {
    return new Value(x.grip(), x.dtype(), layout);
  }

  /** {@code x} stretched to {@code shape} with strides of 0; lives as long as {@code x}. */
  static Value broadcast(Value x, Shape shape) {
    return x.layout().shape().equals(shape) ? x : shaped(x, x.layout().expand(shape));
  }

  /** The shape that all broadcast to. */
  Shape shape(Value... values) {
    if (values.length == 2 && values[0].layout().shape().equals(values[1].layout().shape())) {
      return values[0].layout().shape();
    }
    Shape[] shapes = new Shape[values.length];
    for (int i = 0; i < shapes.length; i++) {
      shapes[i] = values[i].layout().shape();
    }
    return Infer.broadcast(name, shapes);
  }

  @Override
  public void close() {
    for (Value value : made) {
      value.grip().close();
    }
  }

  /** Runs an operation of one output. */
  static Tensor run(Op op, Value... inputs) {
    return new Tensor(Dispatcher.run(op, inputs).getFirst());
  }

  /** Memory for a new tensor on {@code like}'s device. */
  static Value empty(Value like, DType type, Shape shape) {
    return Dispatcher.allocate(like.device(), new Spec(type, shape));
  }
}
