package anabranch.cuda.driver;

import anabranch.shape.DType;
import anabranch.spi.Precision;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * How cuBLAS names a product's types.
 *
 * @param data the cudaDataType of the matrices
 * @param compute the cublasComputeType_t
 * @param wide whether alpha and beta are doubles, else floats
 */
record GemmTypes(int data, int compute, boolean wide) {
  private static final int R_32F = 0;
  private static final int R_64F = 1;
  private static final int R_16F = 2;
  private static final int R_16BF = 14;
  private static final int COMPUTE_32F = 68;
  private static final int COMPUTE_64F = 70;
  private static final int COMPUTE_32F_FAST_16BF = 75;
  private static final int COMPUTE_32F_FAST_TF32 = 77;

  static GemmTypes of(DType dtype, Precision precision) {
    return switch (dtype) {
      case F64 -> new GemmTypes(R_64F, COMPUTE_64F, true);
      case F32 ->
          new GemmTypes(
              R_32F,
              switch (precision) {
                case FP32 -> COMPUTE_32F;
                case TF32 -> COMPUTE_32F_FAST_TF32;
                case BF16 -> COMPUTE_32F_FAST_16BF;
              },
              false);
      case F16 -> new GemmTypes(R_16F, COMPUTE_32F, false);
      case BF16 -> new GemmTypes(R_16BF, COMPUTE_32F, false);
      case I64, I32, U8, BOOL ->
          throw new IllegalArgumentException("cuBLAS has no product of " + dtype);
    };
  }

  /** Writes a factor to where cuBLAS reads it. */
  void put(MemorySegment factors, long offset, double value) {
    if (wide) {
      factors.set(ValueLayout.JAVA_DOUBLE, offset, value);
    } else {
      factors.set(ValueLayout.JAVA_FLOAT, offset, (float) value);
    }
  }
}
