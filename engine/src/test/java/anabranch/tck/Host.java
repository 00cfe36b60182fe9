package anabranch.tck;

import anabranch.Tensor;
import anabranch.shape.DType;
import anabranch.shape.Shape;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** Numbers in row-major order in the host's memory: what specifications are written on. */
final class Host {
  private final Shape shape;
  private final double[] values;

  Host(Shape shape, double[] values) {
    this.shape = shape;
    this.values = values;
  }

  Shape shape() {
    return shape;
  }

  /** The numbers themselves, not a copy. */
  double[] values() {
    return values;
  }

  static Host of(Tensor tensor) {
    return new Host(tensor.shape(), tensor.toDoubleArray());
  }

  /** An array of {@code shape} whose elements are computed of their indices. */
  static Host make(Shape shape, ToDoubleFunction<long[]> element) {
    double[] values = new double[(int) shape.numel()];
    for (int i = 0; i < values.length; i++) {
      values[i] = element.applyAsDouble(index(shape, i));
    }
    return new Host(shape, values);
  }

  static long[] index(Shape shape, long at) {
    long[] index = new long[shape.rank()];
    long left = at;
    for (int d = shape.rank() - 1; d >= 0; d--) {
      index[d] = left % shape.size(d);
      left /= shape.size(d);
    }
    return index;
  }

  /** The element at {@code index}; aligned at the end, sizes of 1 stretch. */
  double at(long... index) {
    int skip = index.length - shape.rank();
    long at = 0;
    for (int d = 0; d < shape.rank(); d++) {
      at = at * shape.size(d) + (shape.size(d) == 1 ? 0 : index[d + skip]);
    }
    return values[(int) at];
  }

  Host map(DoubleUnaryOperator f) {
    return new Host(shape, Arrays.stream(values).map(f).toArray());
  }

  static Host zip(Host a, Host b, DoubleBinaryOperator f) {
    Shape shape = Shape.broadcast(a.shape, b.shape);
    return make(shape, i -> f.applyAsDouble(a.at(i), b.at(i)));
  }

  /** As the elements of {@code type} would hold the numbers. */
  Host in(DType type) {
    return switch (type) {
      case F64 -> this;
      case F32 -> map(v -> (float) v);
      case F16 -> map(v -> Float.float16ToFloat(Float.floatToFloat16(odd(v))));
      case BF16 -> map(Host::bfloat);
      case I64 -> map(v -> (long) v);
      case I32 -> map(v -> (int) (long) v);
      case U8 -> map(v -> (long) v & 0xFF);
      case BOOL -> map(v -> v != 0 ? 1 : 0);
    };
  }

  /**
   * A float that rounds to narrower types as {@code v} itself does: if inexact, its last bit is 1.
   */
  private static float odd(double v) {
    float near = (float) v;
    if (near == v || Double.isNaN(v) || Float.isInfinite(near)) {
      return near;
    }
    boolean away = Math.abs((double) near) > Math.abs(v);
    return Float.intBitsToFloat((Float.floatToRawIntBits(near) - (away ? 1 : 0)) | 1);
  }

  private static double bfloat(double v) {
    float f = odd(v);
    if (Float.isNaN(f)) {
      return f;
    }
    int bits = Float.floatToRawIntBits(f);
    int rounded = bits + 0x7FFF + ((bits >>> 16) & 1);
    return Float.intBitsToFloat(rounded & 0xFFFF0000);
  }
}
