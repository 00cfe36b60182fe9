package anabranch.cpu;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import anabranch.op.Scalar;
import anabranch.shape.DType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Computing in 64-bit whole numbers: I64, I32, U8 and BOOL. What is stored in fewer bits wraps. */
final class LongBlocks implements Blocks<long[]> {
  static final LongBlocks INSTANCE = new LongBlocks();

  private LongBlocks() {}

  @Override
  public long[] make(int size) {
    return new long[size];
  }

  @Override
  public void spread(Scalar scalar, DType dtype, long[] target) {
    Arrays.fill(target, Rounding.whole(dtype, scalar));
  }

  @Override
  public void load(
      MemorySegment source, DType dtype, long at, long stride, long[] target, int from, int count) {
    if (stride == 0) {
      load(source, dtype, at, 1, target, from, 1);
      Arrays.fill(target, from, from + count, target[from]);
      return;
    }
    switch (dtype) {
      case I64 -> {
        if (stride == 1) {
          MemorySegment.copy(source, JAVA_LONG, 8 * at, target, from, count);
          return;
        }
        for (int i = 0; i < count; i++) {
          target[from + i] = source.getAtIndex(JAVA_LONG, at + i * stride);
        }
      }
      case I32 -> {
        for (int i = 0; i < count; i++) {
          target[from + i] = source.getAtIndex(JAVA_INT, at + i * stride);
        }
      }
      case U8 -> {
        for (int i = 0; i < count; i++) {
          target[from + i] = source.getAtIndex(JAVA_BYTE, at + i * stride) & 0xFF;
        }
      }
      case BOOL -> {
        for (int i = 0; i < count; i++) {
          target[from + i] = source.getAtIndex(JAVA_BYTE, at + i * stride);
        }
      }
      case F64, F32, F16, BF16 ->
          throw new IllegalArgumentException("long arrays do not hold " + dtype);
    }
  }

  @Override
  public void store(
      long[] source, int from, MemorySegment target, DType dtype, long at, long stride, int count) {
    switch (dtype) {
      case I64 -> {
        if (stride == 1) {
          MemorySegment.copy(source, from, target, JAVA_LONG, 8 * at, count);
          return;
        }
        for (int i = 0; i < count; i++) {
          target.setAtIndex(JAVA_LONG, at + i * stride, source[from + i]);
        }
      }
      case F64 -> {
        for (int i = 0; i < count; i++) {
          target.setAtIndex(JAVA_DOUBLE, at + i * stride, (double) source[from + i]);
        }
      }
      case F32 -> {
        for (int i = 0; i < count; i++) {
          target.setAtIndex(JAVA_FLOAT, at + i * stride, (float) source[from + i]);
        }
      }
      case F16 -> {
        for (int i = 0; i < count; i++) {
          target.setAtIndex(
              JAVA_SHORT, at + i * stride, Rounding.toFloat16((double) source[from + i]));
        }
      }
      case BF16 -> {
        for (int i = 0; i < count; i++) {
          target.setAtIndex(
              JAVA_SHORT, at + i * stride, Rounding.toBFloat16((double) source[from + i]));
        }
      }
      case I32 -> {
        for (int i = 0; i < count; i++) {
          target.setAtIndex(JAVA_INT, at + i * stride, (int) source[from + i]);
        }
      }
      case U8 -> {
        for (int i = 0; i < count; i++) {
          target.setAtIndex(JAVA_BYTE, at + i * stride, (byte) source[from + i]);
        }
      }
      case BOOL -> {
        for (int i = 0; i < count; i++) {
          target.setAtIndex(JAVA_BYTE, at + i * stride, (byte) (source[from + i] != 0 ? 1 : 0));
        }
      }
    }
  }
}
