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
import java.lang.foreign.MemorySegment;
import java.util.List;

/** New tensors with values that follow from a few numbers. */
final class Creation {
  private Creation() {}

  static DType typeOf(Number... values) {
    for (Number value : values) {
      if (Scalar.of(value).kind() == DType.Kind.FLOATING) {
        return DType.F32;
      }
    }
    return DType.I64;
  }

  static Tensor empty(Device device, DType type, Shape shape) {
    return new Tensor(Dispatcher.allocate(device.open(), new Spec(type, shape)));
  }

  static Tensor full(Device device, DType type, Scalar value, Shape shape) {
    return new Tensor(Dispatcher.create(new Op.Fill(value), device.open(), new Spec(type, shape)));
  }

  static Tensor arange(Device device, DType type, Scalar start, Scalar end, Scalar step) {
    Shape shape = Shape.of(count(start, end, step));
    return new Tensor(
        Dispatcher.create(new Op.Arange(start, step), device.open(), new Spec(type, shape)));
  }

  private static long count(Scalar start, Scalar end, Scalar step) {
    if (step.real() == 0) {
      throw new ShapeException("arange: step must be nonzero");
    }
    if (!Double.isFinite(start.real()) || !Double.isFinite(end.real())) {
      throw new ShapeException("arange: unsupported range: %s -> %s".formatted(start, end));
    }
    if (step.real() > 0 ? end.real() < start.real() : end.real() > start.real()) {
      throw new ShapeException(
          "arange: upper bound and larger bound inconsistent with step sign: %s, %s, %s"
              .formatted(start, end, step));
    }
    boolean whole =
        start.kind() != DType.Kind.FLOATING
            && end.kind() != DType.Kind.FLOATING
            && step.kind() != DType.Kind.FLOATING;
    return whole
        ? Math.ceilDiv(end.integral() - start.integral(), step.integral())
        : (long) Math.ceil((end.real() - start.real()) / step.real());
  }

  /** From both ends to the middle, as PyTorch, so that both ends are exact. */
  static Tensor linspace(Device device, DType type, double start, double end, int steps) {
    if (steps < 0) {
      throw new ShapeException("linspace: number of steps must be non-negative, got " + steps);
    }
    double step = steps > 1 ? (end - start) / (steps - 1) : 0;
    double[] values = new double[steps];
    for (int i = 0; i < steps; i++) {
      values[i] = i < (steps + 1) / 2 ? start + step * i : end - step * (steps - 1 - i);
    }
    Tensor exact =
        HostData.upload(device, DType.F64, Shape.of(steps), MemorySegment.ofArray(values));
    Tensor out = exact.to(type);
    if (out != exact) {
      exact.close();
    }
    return out;
  }

  static Tensor eye(Device device, DType type, long rows, long columns) {
    if (rows < 0 || columns < 0) {
      throw new ShapeException(
          "eye: n must be greater or equal to 0, got %d and %d".formatted(rows, columns));
    }
    Tensor out = full(device, type, Scalar.of(0), Shape.of(rows, columns));
    Value value = out.value();
    Layout diagonal = Layout.of(Shape.of(Math.min(rows, columns)), new long[] {columns + 1}, 0);
    Dispatcher.into(new Op.Fill(Scalar.of(1)), List.of(new Value(value.grip(), type, diagonal)));
    return out;
  }
}
