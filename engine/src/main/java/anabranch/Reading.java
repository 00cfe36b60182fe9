package anabranch;

import anabranch.shape.DType;
import java.lang.foreign.MemorySegment;

/**
 * The elements in the host's memory, in row-major order. These, and printing, are what waits for
 * the device. Arrays of another type than the tensor's are converted as {@link Copies#to(DType)}
 * does.
 *
 * <p>All throw {@link IllegalStateException} for a closed tensor.
 */
public sealed interface Reading permits Tensor {
  /**
   * The only element, as a float.
   *
   * @throws anabranch.shape.ShapeException if there is not exactly one
   */
  default float item() {
    return (float) HostData.real((Tensor) this);
  }

  /**
   * The only element, as a double.
   *
   * @throws anabranch.shape.ShapeException if there is not exactly one
   */
  default double itemDouble() {
    return HostData.real((Tensor) this);
  }

  /**
   * The only element, as a long; a real number is cut toward zero.
   *
   * @throws anabranch.shape.ShapeException if there is not exactly one
   */
  default long itemLong() {
    return HostData.integral((Tensor) this);
  }

  /**
   * Whether the only element is not zero.
   *
   * @throws anabranch.shape.ShapeException if there is not exactly one
   */
  default boolean itemBoolean() {
    return HostData.real((Tensor) this) != 0;
  }

  /** The elements as floats. */
  default float[] toFloatArray() {
    return HostData.read((Tensor) this, DType.F32, float[]::new, MemorySegment::ofArray);
  }

  /** The elements as doubles. */
  default double[] toDoubleArray() {
    return HostData.read((Tensor) this, DType.F64, double[]::new, MemorySegment::ofArray);
  }

  /** The elements as longs. */
  default long[] toLongArray() {
    return HostData.read((Tensor) this, DType.I64, long[]::new, MemorySegment::ofArray);
  }

  /** The elements as ints. */
  default int[] toIntArray() {
    return HostData.read((Tensor) this, DType.I32, int[]::new, MemorySegment::ofArray);
  }

  /** The elements as bytes of type U8: 200 is read as -56. */
  default byte[] toByteArray() {
    return HostData.read((Tensor) this, DType.U8, byte[]::new, MemorySegment::ofArray);
  }

  /** Which elements are not zero. */
  default boolean[] toBooleanArray() {
    return HostData.booleans((Tensor) this);
  }

  /**
   * Copies the elements to {@code target}, of this tensor's type, without gaps, in the host's byte
   * order.
   *
   * @throws anabranch.shape.ShapeException if {@code target} has not exactly as many bytes
   */
  default void read(MemorySegment target) {
    HostData.read((Tensor) this, target);
  }
}
