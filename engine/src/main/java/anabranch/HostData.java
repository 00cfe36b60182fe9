package anabranch;

import anabranch.op.Spec;
import anabranch.run.Transfer;
import anabranch.run.Value;
import anabranch.shape.DType;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Function;
import java.util.function.IntFunction;

/** A tensor's elements in Java arrays, and back. Reading waits for the device. */
final class HostData {
  private HostData() {}

  static Tensor upload(Device device, DType type, Shape shape, MemorySegment data) {
    return new Tensor(Transfer.upload(device.open(), new Spec(type, shape), data));
  }

  static Tensor wrap(Device device, DType type, Shape shape, MemorySegment data, Runnable release) {
    return new Tensor(Transfer.wrap(device.open(), new Spec(type, shape), data, release));
  }

  /** The shape of {@code sizes}, or of a vector if there are none, for {@code length} elements. */
  static Shape shape(int length, long... sizes) {
    Shape shape = sizes.length == 0 ? Shape.of(length) : Shape.of(sizes);
    if (shape.numel() != length) {
      throw new ShapeException(
          "of: shape %s takes %d elements, got %d".formatted(shape, shape.numel(), length));
    }
    return shape;
  }

  static byte[] bytes(boolean... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) (values[i] ? 1 : 0);
    }
    return bytes;
  }

  /**
   * The elements as {@code type}, in an array that {@code make} makes and {@code segment} opens.
   */
  static <A> A read(Tensor x, DType type, IntFunction<A> make, Function<A, MemorySegment> segment) {
    if (x.numel() > Integer.MAX_VALUE - 8) {
      throw new ShapeException(
          "a Java array holds at most 2^31 - 9 elements, the tensor of shape %s has %d; read it in slices"
              .formatted(x.shape(), x.numel()));
    }
    A array = make.apply((int) x.numel());
    try (Operands operands = new Operands("read")) {
      Value dense = operands.dense(operands.cast(x.value(), type));
      Transfer.download(dense, segment.apply(array));
    }
    return array;
  }

  static void read(Tensor x, MemorySegment target) {
    long bytes = x.numel() * x.dtype().byteSize();
    if (target.byteSize() != bytes) {
      throw new ShapeException(
          "read: a tensor of %s%s takes %d bytes, the target has %d"
              .formatted(x.dtype(), x.shape(), bytes, target.byteSize()));
    }
    try (Operands operands = new Operands("read")) {
      Transfer.download(operands.dense(x.value()), target);
    }
  }

  static boolean[] booleans(Tensor x) {
    byte[] bytes = read(x, DType.BOOL, byte[]::new, MemorySegment::ofArray);
    boolean[] values = new boolean[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      values[i] = bytes[i] != 0;
    }
    return values;
  }

  private static MemorySegment element(Tensor x) {
    if (x.numel() != 1) {
      throw new ShapeException(
          "item: a Tensor with %d elements cannot be converted to Scalar, the shape is %s"
              .formatted(x.numel(), x.shape()));
    }
    MemorySegment out = MemorySegment.ofArray(new byte[x.dtype().byteSize()]);
    Transfer.download(x.value(), out);
    return out;
  }

  static double real(Tensor x) {
    MemorySegment e = element(x);
    return switch (x.dtype()) {
      case F64 -> e.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, 0);
      case F32 -> e.get(ValueLayout.JAVA_FLOAT_UNALIGNED, 0);
      case F16 -> Float.float16ToFloat(e.get(ValueLayout.JAVA_SHORT_UNALIGNED, 0));
      case BF16 -> Float.intBitsToFloat(e.get(ValueLayout.JAVA_SHORT_UNALIGNED, 0) << 16);
      case I64, I32, U8, BOOL -> whole(x.dtype(), e);
    };
  }

  static long integral(Tensor x) {
    return x.dtype().isFloating() ? (long) real(x) : whole(x.dtype(), element(x));
  }

  private static long whole(DType type, MemorySegment e) {
    return switch (type) {
      case I64 -> e.get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
      case I32 -> e.get(ValueLayout.JAVA_INT_UNALIGNED, 0);
      case U8, BOOL -> e.get(ValueLayout.JAVA_BYTE, 0) & 0xFF;
      case F64, F32, F16, BF16 ->
          throw new IllegalArgumentException("expected whole numbers, got " + type);
    };
  }
}
