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

/** Computing in binary32: F32, F16 and BF16. */
final class FloatBlocks implements Blocks<float[]> {
  static final FloatBlocks INSTANCE = new FloatBlocks();

  private FloatBlocks() {}

  @Override
  public float[] make(int size) {
    return new float[size];
  }

  @Override
  public void spread(Scalar scalar, DType dtype, float[] target) {
    Arrays.fill(target, (float) Rounding.real(dtype, scalar));
  }

  @Override
  public void load(
      MemorySegment source,
      DType dtype,
      long at,
      long stride,
      float[] target,
      int from,
      int count) {
    if (stride == 0) {
      load(source, dtype, at, 1, target, from, 1);
      Arrays.fill(target, from, from + count, target[from]);
      return;
    }
    switch (dtype) {
      case F32 -> {
        if (stride == 1) {
          MemorySegment.copy(source, JAVA_FLOAT, 4 * at, target, from, count);
          return;
        }
        for (int i = 0; i < count; i++) {
          target[from + i] = source.getAtIndex(JAVA_FLOAT, at + i * stride);
        }
      }
      case F16 -> {
        if (Blocks.isDense(stride, count)) {
          short[] dense = new short[count];
          MemorySegment.copy(source, JAVA_SHORT, 2 * at, dense, 0, count);
          for (int i = 0; i < count; i++) {
            target[from + i] = Float.float16ToFloat(dense[i]);
          }
          return;
        }
        for (int i = 0; i < count; i++) {
          target[from + i] = Float.float16ToFloat(source.getAtIndex(JAVA_SHORT, at + i * stride));
        }
      }
      case BF16 -> {
        if (Blocks.isDense(stride, count)) {
          short[] dense = new short[count];
          MemorySegment.copy(source, JAVA_SHORT, 2 * at, dense, 0, count);
          for (int i = 0; i < count; i++) {
            target[from + i] = BFloat16.toFloat(dense[i]);
          }
          return;
        }
        for (int i = 0; i < count; i++) {
          target[from + i] = BFloat16.toFloat(source.getAtIndex(JAVA_SHORT, at + i * stride));
        }
      }
      case F64, I64, I32, U8, BOOL ->
          throw new IllegalArgumentException("float arrays do not hold " + dtype);
    }
  }

  @Override
  public void store(
      float[] source,
      int from,
      MemorySegment target,
      DType dtype,
      long at,
      long stride,
      int count) {
    switch (dtype) {
      case F32 -> {
        if (stride == 1) {
          MemorySegment.copy(source, from, target, JAVA_FLOAT, 4 * at, count);
          return;
        }
        for (int i = 0; i < count; i++) {
          target.setAtIndex(JAVA_FLOAT, at + i * stride, source[from + i]);
        }
      }
      case F64 -> {
        for (int i = 0; i < count; i++) {
          target.setAtIndex(JAVA_DOUBLE, at + i * stride, source[from + i]);
        }
      }
      case F16 -> {
        if (Blocks.isDense(stride, count)) {
          short[] dense = new short[count];
          for (int i = 0; i < count; i++) {
            dense[i] = Float.floatToFloat16(source[from + i]);
          }
          MemorySegment.copy(dense, 0, target, JAVA_SHORT, 2 * at, count);
          return;
        }
        for (int i = 0; i < count; i++) {
          target.setAtIndex(JAVA_SHORT, at + i * stride, Float.floatToFloat16(source[from + i]));
        }
      }
      case BF16 -> {
        if (Blocks.isDense(stride, count)) {
          short[] dense = new short[count];
          for (int i = 0; i < count; i++) {
            dense[i] = BFloat16.ofFloat(source[from + i]);
          }
          MemorySegment.copy(dense, 0, target, JAVA_SHORT, 2 * at, count);
          return;
        }
        for (int i = 0; i < count; i++) {
          target.setAtIndex(JAVA_SHORT, at + i * stride, BFloat16.ofFloat(source[from + i]));
        }
      }
      case I64 -> {
        for (int i = 0; i < count; i++) {
          target.setAtIndex(JAVA_LONG, at + i * stride, (long) source[from + i]);
        }
      }
      case I32 -> {
        for (int i = 0; i < count; i++) {
          target.setAtIndex(JAVA_INT, at + i * stride, (int) source[from + i]);
        }
      }
      case U8 -> {
        for (int i = 0; i < count; i++) {
          target.setAtIndex(JAVA_BYTE, at + i * stride, (byte) (long) source[from + i]);
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
