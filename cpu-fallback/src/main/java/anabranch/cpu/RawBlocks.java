package anabranch.cpu;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import anabranch.op.Scalar;
import anabranch.shape.DType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The bits of elements of any type, for operations that only move them. Dense elements pass through
 * an array of their size, since the compiler vectorizes conversions between arrays but not those
 * between memory and an array.
 */
final class RawBlocks implements Blocks<long[]> {
  static final RawBlocks INSTANCE = new RawBlocks();

  private RawBlocks() {}

  @Override
  public long[] make(int size) {
    return new long[size];
  }

  @Override
  public void spread(Scalar scalar, DType dtype, long[] target) {
    Arrays.fill(target, bits(scalar, dtype));
  }

  /** The bits of the number as {@code dtype} holds it. */
  static long bits(Scalar scalar, DType dtype) {
    return switch (dtype) {
      case F64 -> Double.doubleToRawLongBits(scalar.real());
      case F32 -> Float.floatToRawIntBits((float) scalar.real());
      case F16 -> Rounding.toFloat16(scalar.real());
      case BF16 -> Rounding.toBFloat16(scalar.real());
      case I64, I32, U8, BOOL -> Rounding.whole(dtype, scalar);
    };
  }

  @Override
  public void load(
      MemorySegment source, DType dtype, long at, long stride, long[] target, int from, int count) {
    switch (dtype.byteSize()) {
      case 8 -> {
        if (stride == 1) {
          MemorySegment.copy(source, JAVA_LONG, 8 * at, target, from, count);
          return;
        }
        for (int i = 0; i < count; i++) {
          target[from + i] = source.getAtIndex(JAVA_LONG, at + i * stride);
        }
      }
      case 4 -> {
        if (Blocks.isDense(stride, count)) {
          int[] dense = new int[count];
          MemorySegment.copy(source, JAVA_INT, 4 * at, dense, 0, count);
          for (int i = 0; i < count; i++) {
            target[from + i] = dense[i];
          }
          return;
        }
        for (int i = 0; i < count; i++) {
          target[from + i] = source.getAtIndex(JAVA_INT, at + i * stride);
        }
      }
      case 2 -> {
        if (Blocks.isDense(stride, count)) {
          short[] dense = new short[count];
          MemorySegment.copy(source, JAVA_SHORT, 2 * at, dense, 0, count);
          for (int i = 0; i < count; i++) {
            target[from + i] = dense[i];
          }
          return;
        }
        for (int i = 0; i < count; i++) {
          target[from + i] = source.getAtIndex(JAVA_SHORT, at + i * stride);
        }
      }
      default -> {
        if (Blocks.isDense(stride, count)) {
          byte[] dense = new byte[count];
          MemorySegment.copy(source, JAVA_BYTE, at, dense, 0, count);
          for (int i = 0; i < count; i++) {
            target[from + i] = dense[i];
          }
          return;
        }
        for (int i = 0; i < count; i++) {
          target[from + i] = source.getAtIndex(JAVA_BYTE, at + i * stride);
        }
      }
    }
  }

  @Override
  public void store(
      long[] source, int from, MemorySegment target, DType dtype, long at, long stride, int count) {
    switch (dtype.byteSize()) {
      case 8 -> {
        if (stride == 1) {
          MemorySegment.copy(source, from, target, JAVA_LONG, 8 * at, count);
          return;
        }
        for (int i = 0; i < count; i++) {
          target.setAtIndex(JAVA_LONG, at + i * stride, source[from + i]);
        }
      }
      case 4 -> {
        if (Blocks.isDense(stride, count)) {
          int[] dense = new int[count];
          for (int i = 0; i < count; i++) {
            dense[i] = (int) source[from + i];
          }
          MemorySegment.copy(dense, 0, target, JAVA_INT, 4 * at, count);
          return;
        }
        for (int i = 0; i < count; i++) {
          target.setAtIndex(JAVA_INT, at + i * stride, (int) source[from + i]);
        }
      }
      case 2 -> {
        if (Blocks.isDense(stride, count)) {
          short[] dense = new short[count];
          for (int i = 0; i < count; i++) {
            dense[i] = (short) source[from + i];
          }
          MemorySegment.copy(dense, 0, target, JAVA_SHORT, 2 * at, count);
          return;
        }
        for (int i = 0; i < count; i++) {
          target.setAtIndex(JAVA_SHORT, at + i * stride, (short) source[from + i]);
        }
      }
      default -> {
        if (Blocks.isDense(stride, count)) {
          byte[] dense = new byte[count];
          for (int i = 0; i < count; i++) {
            dense[i] = (byte) source[from + i];
          }
          MemorySegment.copy(dense, 0, target, JAVA_BYTE, at, count);
          return;
        }
        for (int i = 0; i < count; i++) {
          target.setAtIndex(JAVA_BYTE, at + i * stride, (byte) source[from + i]);
        }
      }
    }
  }
}
