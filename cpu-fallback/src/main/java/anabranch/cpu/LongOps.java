package anabranch.cpu;

import anabranch.op.Op;
import anabranch.shape.DType;
import anabranch.shape.DTypeException;
import java.util.Arrays;

/** The arithmetic of I64, I32, U8 and BOOL, in 64 bits; storing in fewer bits makes it wrap. */
final class LongOps {
  private LongOps() {}

  static Pointwise.Map1<long[]> unary(Op.Unary op, DType dtype) {
    return switch (op) {
      case NEG ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = -a[i];
            }
          };
      case ABS ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = Math.abs(a[i]);
            }
          };
      case SIGN ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = Long.signum(a[i]);
            }
          };
      case RELU ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = Math.max(a[i], 0);
            }
          };
      case FLOOR, CEIL, ROUND, TRUNC -> (a, out, n) -> System.arraycopy(a, 0, out, 0, n);
      case BITWISE_NOT ->
          dtype == DType.BOOL
              ? (a, out, n) -> {
                for (int i = 0; i < n; i++) {
                  out[i] = 1 - a[i];
                }
              }
              : (a, out, n) -> {
                for (int i = 0; i < n; i++) {
                  out[i] = ~a[i];
                }
              };
      case EXP,
          LOG,
          LOG1P,
          EXPM1,
          SQRT,
          RSQRT,
          RECIPROCAL,
          SIN,
          COS,
          ERF,
          SIGMOID,
          TANH,
          GELU,
          SILU ->
          throw notWhole(op);
    };
  }

  static Questions.Of1<long[]> test(Op.Test op) {
    return switch (op) {
      case LOGICAL_NOT ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = (byte) (a[i] == 0 ? 1 : 0);
            }
          };
      case ISNAN -> (a, out, n) -> Arrays.fill(out, 0, n, (byte) 0);
    };
  }

  /** The sum and the product of truth values are stored as 1 if they are not 0. */
  static Pointwise.Map2<long[]> binary(Op.Binary op) {
    return switch (op) {
      case ADD ->
          (a, b, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = a[i] + b[i];
            }
          };
      case SUB ->
          (a, b, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = a[i] - b[i];
            }
          };
      case MUL ->
          (a, b, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = a[i] * b[i];
            }
          };
      case FLOOR_DIV ->
          (a, b, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = Math.floorDiv(a[i], divisor(op, b[i]));
            }
          };
      case TRUNC_DIV ->
          (a, b, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = a[i] / divisor(op, b[i]);
            }
          };
      case REMAINDER ->
          (a, b, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = Math.floorMod(a[i], divisor(op, b[i]));
            }
          };
      case POW ->
          (a, b, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = power(a[i], b[i]);
            }
          };
      case MAXIMUM ->
          (a, b, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = Math.max(a[i], b[i]);
            }
          };
      case MINIMUM ->
          (a, b, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = Math.min(a[i], b[i]);
            }
          };
      case BITWISE_AND ->
          (a, b, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = a[i] & b[i];
            }
          };
      case BITWISE_OR ->
          (a, b, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = a[i] | b[i];
            }
          };
      case BITWISE_XOR ->
          (a, b, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = a[i] ^ b[i];
            }
          };
      case DIV -> throw notWhole(op);
    };
  }

  static Questions.Of2<long[]> compare(Op.Compare op) {
    return switch (op) {
      case EQ ->
          (a, b, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = (byte) (a[i] == b[i] ? 1 : 0);
            }
          };
      case NE ->
          (a, b, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = (byte) (a[i] != b[i] ? 1 : 0);
            }
          };
      case LT ->
          (a, b, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = (byte) (a[i] < b[i] ? 1 : 0);
            }
          };
      case LE ->
          (a, b, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = (byte) (a[i] <= b[i] ? 1 : 0);
            }
          };
      case GT ->
          (a, b, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = (byte) (a[i] > b[i] ? 1 : 0);
            }
          };
      case GE ->
          (a, b, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = (byte) (a[i] >= b[i] ? 1 : 0);
            }
          };
      case LOGICAL_AND ->
          (a, b, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = (byte) (a[i] != 0 && b[i] != 0 ? 1 : 0);
            }
          };
      case LOGICAL_OR ->
          (a, b, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = (byte) (a[i] != 0 || b[i] != 0 ? 1 : 0);
            }
          };
      case LOGICAL_XOR ->
          (a, b, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = (byte) (a[i] != 0 ^ b[i] != 0 ? 1 : 0);
            }
          };
    };
  }

  static Pointwise.Map2<long[]> addScaled(long alpha) {
    return (a, b, out, n) -> {
      for (int i = 0; i < n; i++) {
        out[i] = a[i] + alpha * b[i];
      }
    };
  }

  static Pointwise.Map1<long[]> clamp(long low, long high) {
    return (a, out, n) -> {
      for (int i = 0; i < n; i++) {
        out[i] = Math.min(Math.max(a[i], low), high);
      }
    };
  }

  private static long divisor(Op op, long b) {
    if (b == 0) {
      throw new ArithmeticException("ZeroDivisionError: " + op.opName() + " of whole numbers by 0");
    }
    return b;
  }

  /** By squaring; wraps. */
  static long power(long base, long exponent) {
    if (exponent < 0) {
      return base == 1 ? 1 : base == -1 ? ((exponent & 1) == 0 ? 1 : -1) : 0;
    }
    long result = 1;
    long square = base;
    for (long rest = exponent; rest != 0; rest >>>= 1) {
      if ((rest & 1) != 0) {
        result *= square;
      }
      square *= square;
    }
    return result;
  }

  private static DTypeException notWhole(Op op) {
    return new DTypeException(op.opName() + " is for floating types");
  }
}
