package anabranch;

import anabranch.op.Scalar;
import anabranch.shape.DType;
import anabranch.shape.Shape;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Makes tensors. Where no device is named they are made on {@link Device#current}, where no type is
 * named it is F32, or follows from the values. Random numbers come from {@link Generator#current}.
 */
public final class Tensors {
  private Tensors() {}

  /** Zeros of type F32. */
  public static Tensor zeros(long... sizes) {
    return zeros(Device.current(), DType.F32, sizes);
  }

  /** Zeros of type F32. */
  public static Tensor zeros(Device device, long... sizes) {
    return zeros(device, DType.F32, sizes);
  }

  /** Zeros. */
  public static Tensor zeros(DType type, long... sizes) {
    return zeros(Device.current(), type, sizes);
  }

  /** Zeros. */
  public static Tensor zeros(Device device, DType type, long... sizes) {
    return Creation.full(device, type, Scalar.of(0), Shape.of(sizes));
  }

  /** Zeros of the other's device, type and shape. */
  public static Tensor zerosLike(Tensor like) {
    return zeros(like.device(), like.dtype(), like.shape().sizes());
  }

  /** Ones of type F32. */
  public static Tensor ones(long... sizes) {
    return ones(Device.current(), DType.F32, sizes);
  }

  /** Ones of type F32. */
  public static Tensor ones(Device device, long... sizes) {
    return ones(device, DType.F32, sizes);
  }

  /** Ones. */
  public static Tensor ones(DType type, long... sizes) {
    return ones(Device.current(), type, sizes);
  }

  /** Ones. */
  public static Tensor ones(Device device, DType type, long... sizes) {
    return Creation.full(device, type, Scalar.of(1), Shape.of(sizes));
  }

  /** Ones of the other's device, type and shape. */
  public static Tensor onesLike(Tensor like) {
    return ones(like.device(), like.dtype(), like.shape().sizes());
  }

  /** Room for elements, whose values are whatever was there. */
  public static Tensor empty(Device device, DType type, long... sizes) {
    return Creation.empty(device, type, Shape.of(sizes));
  }

  /** Room for elements, of the other's device, type and shape. */
  public static Tensor emptyLike(Tensor like) {
    return empty(like.device(), like.dtype(), like.shape().sizes());
  }

  /** {@code value} everywhere: a whole number gives I64, a real one F32. */
  public static Tensor full(Number value, long... sizes) {
    return full(Device.current(), value, sizes);
  }

  /** {@code value} everywhere: a whole number gives I64, a real one F32. */
  public static Tensor full(Device device, Number value, long... sizes) {
    return full(device, Creation.typeOf(value), value, sizes);
  }

  /**
   * {@code value} everywhere.
   *
   * @throws anabranch.shape.DTypeException if it is out of the type's range
   */
  public static Tensor full(Device device, DType type, Number value, long... sizes) {
    return Creation.full(device, type, Scalar.of(value), Shape.of(sizes));
  }

  /** {@code value} everywhere, of the other's device, type and shape. */
  public static Tensor fullLike(Tensor like, Number value) {
    return full(like.device(), like.dtype(), value, like.shape().sizes());
  }

  /** A tensor without dimensions: a whole number gives I64, a real one F32. */
  public static Tensor scalar(Number value) {
    return full(value);
  }

  /** A tensor without dimensions: a whole number gives I64, a real one F32. */
  public static Tensor scalar(Device device, Number value) {
    return full(device, value);
  }

  /** A BOOL tensor without dimensions. */
  public static Tensor scalar(Device device, boolean value) {
    return Creation.full(device, DType.BOOL, Scalar.of(value), Shape.SCALAR);
  }

  /** 0, 1, ... below {@code end}: a whole number gives I64, a real one F32. */
  public static Tensor arange(Number end) {
    return arange(Device.current(), 0, end, 1);
  }

  /** start, start + 1, ... below {@code end}: whole numbers give I64, else F32. */
  public static Tensor arange(Number start, Number end) {
    return arange(Device.current(), start, end, 1);
  }

  /**
   * start, start + step, ... up to, not including, {@code end}: whole numbers give I64, else F32.
   */
  public static Tensor arange(Device device, Number start, Number end, Number step) {
    return arange(device, Creation.typeOf(start, end, step), start, end, step);
  }

  /**
   * start, start + step, ... up to, not including, {@code end}.
   *
   * @throws anabranch.shape.ShapeException if {@code step} is 0 or leads away from {@code end}
   */
  public static Tensor arange(Device device, DType type, Number start, Number end, Number step) {
    return Creation.arange(device, type, Scalar.of(start), Scalar.of(end), Scalar.of(step));
  }

  /** {@code steps} numbers from {@code start} to {@code end}, both included, of type F32. */
  public static Tensor linspace(double start, double end, int steps) {
    return linspace(Device.current(), DType.F32, start, end, steps);
  }

  /** {@code steps} numbers from {@code start} to {@code end}, both included. */
  public static Tensor linspace(Device device, DType type, double start, double end, int steps) {
    return Creation.linspace(device, type, start, end, steps);
  }

  /** Ones on the diagonal of a matrix of {@code n} rows and columns, zeros elsewhere. */
  public static Tensor eye(long n) {
    return eye(Device.current(), DType.F32, n, n);
  }

  /** Ones on the diagonal of a matrix, zeros elsewhere. */
  public static Tensor eye(Device device, DType type, long rows, long columns) {
    return Creation.eye(device, type, rows, columns);
  }

  /** Uniform random numbers in [0, 1) of type F32. */
  public static Tensor rand(long... sizes) {
    return rand(Device.current(), sizes);
  }

  /** Uniform random numbers in [0, 1) of type F32. */
  public static Tensor rand(Device device, long... sizes) {
    return Generator.current().rand(device, sizes);
  }

  /** Uniform random numbers in [0, 1). */
  public static Tensor rand(Device device, DType type, long... sizes) {
    return Generator.current().rand(device, type, sizes);
  }

  /** Normal random numbers with mean 0 and deviation 1, of type F32. */
  public static Tensor randn(long... sizes) {
    return randn(Device.current(), sizes);
  }

  /** Normal random numbers with mean 0 and deviation 1, of type F32. */
  public static Tensor randn(Device device, long... sizes) {
    return Generator.current().randn(device, sizes);
  }

  /** Normal random numbers with mean 0 and deviation 1. */
  public static Tensor randn(Device device, DType type, long... sizes) {
    return Generator.current().randn(device, type, sizes);
  }

  /** Whole random numbers in [low, high), of type I64. */
  public static Tensor randint(Device device, long low, long high, long... sizes) {
    return Generator.current().randint(device, low, high, sizes);
  }

  /** 1 with probability {@code p}, else 0, of type F32. */
  public static Tensor bernoulli(Device device, double p, long... sizes) {
    return Generator.current().bernoulli(device, p, sizes);
  }

  /** F32 elements in row-major order; a vector if no sizes are given. */
  public static Tensor of(float[] data, long... sizes) {
    return of(Device.current(), data, sizes);
  }

  /** F32 elements in row-major order; a vector if no sizes are given. */
  public static Tensor of(Device device, float[] data, long... sizes) {
    Shape shape = HostData.shape(data.length, sizes);
    return HostData.upload(device, DType.F32, shape, MemorySegment.ofArray(data));
  }

  /** F64 elements in row-major order; a vector if no sizes are given. */
  public static Tensor of(double[] data, long... sizes) {
    return of(Device.current(), data, sizes);
  }

  /** F64 elements in row-major order; a vector if no sizes are given. */
  public static Tensor of(Device device, double[] data, long... sizes) {
    Shape shape = HostData.shape(data.length, sizes);
    return HostData.upload(device, DType.F64, shape, MemorySegment.ofArray(data));
  }

  /** I64 elements in row-major order; a vector if no sizes are given. */
  public static Tensor of(long[] data, long... sizes) {
    return of(Device.current(), data, sizes);
  }

  /** I64 elements in row-major order; a vector if no sizes are given. */
  public static Tensor of(Device device, long[] data, long... sizes) {
    Shape shape = HostData.shape(data.length, sizes);
    return HostData.upload(device, DType.I64, shape, MemorySegment.ofArray(data));
  }

  /** I32 elements in row-major order; a vector if no sizes are given. */
  public static Tensor of(int[] data, long... sizes) {
    return of(Device.current(), data, sizes);
  }

  /** I32 elements in row-major order; a vector if no sizes are given. */
  public static Tensor of(Device device, int[] data, long... sizes) {
    Shape shape = HostData.shape(data.length, sizes);
    return HostData.upload(device, DType.I32, shape, MemorySegment.ofArray(data));
  }

  /** U8 elements in row-major order; a vector if no sizes are given. */
  public static Tensor of(byte[] data, long... sizes) {
    return of(Device.current(), data, sizes);
  }

  /** U8 elements in row-major order; a vector if no sizes are given. */
  public static Tensor of(Device device, byte[] data, long... sizes) {
    Shape shape = HostData.shape(data.length, sizes);
    return HostData.upload(device, DType.U8, shape, MemorySegment.ofArray(data));
  }

  /** BOOL elements in row-major order; a vector if no sizes are given. */
  public static Tensor of(boolean[] data, long... sizes) {
    return of(Device.current(), data, sizes);
  }

  /** BOOL elements in row-major order; a vector if no sizes are given. */
  public static Tensor of(Device device, boolean[] data, long... sizes) {
    Shape shape = HostData.shape(data.length, sizes);
    return HostData.upload(device, DType.BOOL, shape, MemorySegment.ofArray(HostData.bytes(data)));
  }

  /**
   * An F32 matrix of these rows.
   *
   * @throws anabranch.shape.ShapeException if they differ in length
   */
  public static Tensor of(Device device, float[][] rows) {
    return of(device, Rows.joined(rows), rows.length, Rows.width(rows));
  }

  /**
   * An I64 matrix of these rows.
   *
   * @throws anabranch.shape.ShapeException if they differ in length
   */
  public static Tensor of(Device device, long[][] rows) {
    return of(device, Rows.joined(rows), rows.length, Rows.width(rows));
  }

  /**
   * Elements of {@code type} in row-major order and the host's byte order, without gaps.
   *
   * @throws anabranch.shape.ShapeException if {@code data} has not exactly as many bytes
   */
  public static Tensor of(Device device, DType type, Shape shape, MemorySegment data) {
    return HostData.upload(device, type, shape, data);
  }

  /**
   * As {@link #of(Device, DType, Shape, MemorySegment)}, but where the device works in the host's
   * memory, as the CPU does, and {@code data} is native and begins at a multiple of 64 bytes, it is
   * not copied before the tensor is first written in place; {@code data} is never written to.
   *
   * @param data memory that nobody changes or frees until {@code release} is run
   * @param release run once, when the tensor does not need {@code data}, which may be at once
   * @throws anabranch.shape.ShapeException if {@code data} has not exactly as many bytes
   */
  public static Tensor wrap(
      Device device, DType type, Shape shape, MemorySegment data, Runnable release) {
    return HostData.wrap(device, type, shape, data, release);
  }

  /** The tensors one after the other along dimension {@code dim}, in the type they promote to. */
  public static Tensor cat(int dim, Tensor... tensors) {
    return cat(List.of(tensors), dim);
  }

  /**
   * The tensors one after the other along dimension {@code dim}, in the type they promote to.
   *
   * @throws anabranch.shape.ShapeException if sizes differ in another dimension, or there are none
   */
  public static Tensor cat(List<Tensor> tensors, int dim) {
    return Copying.cat(tensors, dim);
  }

  /** The tensors side by side along a new first dimension, in the type they promote to. */
  public static Tensor stack(List<Tensor> tensors) {
    return stack(tensors, 0);
  }

  /** The tensors side by side along a new dimension {@code dim}, in the type they promote to. */
  public static Tensor stack(int dim, Tensor... tensors) {
    return stack(List.of(tensors), dim);
  }

  /**
   * The tensors side by side along a new dimension {@code dim}, in the type they promote to.
   *
   * @throws anabranch.shape.ShapeException if shapes differ, or there are none
   */
  public static Tensor stack(List<Tensor> tensors, int dim) {
    return Copying.stack(tensors, dim);
  }

  /** {@code a} where {@code condition} (BOOL) holds, else {@code b}; all broadcast. */
  public static Tensor where(Tensor condition, Tensor a, Tensor b) {
    return Pointwise.where(condition, a, b);
  }
}
