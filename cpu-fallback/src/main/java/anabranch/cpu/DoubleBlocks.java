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

/** Computing in binary64: F64, and narrower floating types where that is more exact. */
final class DoubleBlocks implements Blocks<double[]> {
  static final DoubleBlocks INSTANCE = new DoubleBlocks();

  private DoubleBlocks() {}

  @Override
  public double[] make(int size) {
    return new double[size];
  }

  @Override
  public void spread(Scalar scalar, DType dtype, double[] target) {
    Arrays.fill(target, Rounding.real(dtype, scalar));
  }

  @Override
  public void load(
      MemorySegment source,
      DType dtype,
      long at,
      long stride,
      double[] target,
      int from,
      int count) {
    if (stride == 0) {
      load(source, dtype, at, 1, target, from, 1);
      Arrays.fill(target, from, from + count, target[from]);
      return;
    }
    if (Blocks.isDense(stride, count) && dtype != DType.F64) {
      float[] dense = new float[count];
      FloatBlocks.INSTANCE.load(source, dtype, at, 1, dense, 0, count);
      for (int i = 0; i < count; i++) {
        target[from + i] = dense[i];
      }
      return;
    }
    switch (dtype) {
      case F64 -> {
        if (stride == 1) {
          MemorySegment.copy(source, JAVA_DOUBLE, 8 * at, target, from, count);
          return;
        }
        for (int i = 0; i < count; i++) {
          target[from + i] = source.getAtIndex(JAVA_DOUBLE, at + i * stride);
        }
      }
      case F32 -> {
        for (int i = 0; i < count; i++) {
          target[from + i] = source.getAtIndex(JAVA_FLOAT, at + i * stride);
        }
      }
      case F16 -> {
        for (int i = 0; i < count; i++) {
          target[from + i] = Float.float16ToFloat(source.getAtIndex(JAVA_SHORT, at + i * stride));
        }
      }
      case BF16 -> {
        for (int i = 0; i < count; i++) {
          target[from + i] = BFloat16.toFloat(source.getAtIndex(JAVA_SHORT, at + i * stride));
        }
      }
      case I64, I32, U8, BOOL ->
          throw new IllegalArgumentException("double arrays do not hold " + dtype);
    }
  }

  @Override
  public void store(
      double[] source,
      int from,
      MemorySegment target,
      DType dtype,
      long at,
      long stride,
      int count) {
    switch (dtype) {
      case F64 -> {
        if (stride == 1) {
          MemorySegment.copy(source, from, target, JAVA_DOUBLE, 8 * at, count);
          return;
        }
        for (int i = 0; i < count; i++) {
          target.setAtIndex(JAVA_DOUBLE, at + i * stride, source[from + i]);
        }
      }
      case F32 -> {
        if (Blocks.isDense(stride, count)) {
          float[] dense = new float[count];
          for (int i = 0; i < count; i++) {
            dense[i] = (float) source[from + i];
          }
          MemorySegment.copy(dense, 0, target, JAVA_FLOAT, 4 * at, count);
          return;
        }
        for (int i = 0; i < count; i++) {
          target.setAtIndex(JAVA_FLOAT, at + i * stride, (float) source[from + i]);
        }
      }
      case F16 -> {
        for (int i = 0; i < count; i++) {
          target.setAtIndex(JAVA_SHORT, at + i * stride, Rounding.toFloat16(source[from + i]));
        }
      }
      case BF16 -> {
        for (int i = 0; i < count; i++) {
          target.setAtIndex(JAVA_SHORT, at + i * stride, Rounding.toBFloat16(source[from + i]));
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
