package anabranch.cpu;

import anabranch.op.Op;
import anabranch.shape.DTypeException;

/** The arithmetic of F64. */
final class DoubleOps {
  private DoubleOps() {}

  static Pointwise.Map1<double[]> unary(Op.Unary op) {
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
      case EXP ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = Math.exp(a[i]);
            }
          };
      case LOG ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = Math.log(a[i]);
            }
          };
      case LOG1P ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = Math.log1p(a[i]);
            }
          };
      case EXPM1 ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = Math.expm1(a[i]);
            }
          };
      case SQRT ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = Math.sqrt(a[i]);
            }
          };
      case RSQRT ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = 1 / Math.sqrt(a[i]);
            }
          };
      case RECIPROCAL ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = 1 / a[i];
            }
          };
      case SIN ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = Math.sin(a[i]);
            }
          };
      case COS ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = Math.cos(a[i]);
            }
          };
      case ERF ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = ErrorFunction.erf(a[i]);
            }
          };
      case SIGMOID ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = 1 / (1 + Math.exp(-a[i]));
            }
          };
      case TANH ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = Math.tanh(a[i]);
            }
          };
      case RELU ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = a[i] < 0 ? 0 : a[i];
            }
          };
      case GELU ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = gelu(a[i]);
            }
          };
      case SILU ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = a[i] / (1 + Math.exp(-a[i]));
            }
          };
      case FLOOR ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = Math.floor(a[i]);
            }
          };
      case CEIL ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = Math.ceil(a[i]);
            }
          };
      case ROUND ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = Math.rint(a[i]);
            }
          };
      case TRUNC ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = trunc(a[i]);
            }
          };
      case SIGN ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = (a[i] > 0 ? 1 : 0) - (a[i] < 0 ? 1 : 0);
            }
          };
      case BITWISE_NOT -> throw noBits(op);
    };
  }

  static Questions.Of1<double[]> test(Op.Test op) {
    return switch (op) {
      case LOGICAL_NOT ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = (byte) (a[i] == 0 ? 1 : 0);
            }
          };
      case ISNAN ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = (byte) (Double.isNaN(a[i]) ? 1 : 0);
            }
          };
    };
  }

  static Pointwise.Map2<double[]> binary(Op.Binary op) {
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
      case DIV ->
          (a, b, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = a[i] / b[i];
            }
          };
      case FLOOR_DIV ->
          (a, b, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = floorDivide(a[i], b[i]);
            }
          };
      case TRUNC_DIV ->
          (a, b, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = trunc(a[i] / b[i]);
            }
          };
      case REMAINDER ->
          (a, b, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = remainder(a[i], b[i]);
            }
          };
      case POW ->
          (a, b, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = Math.pow(a[i], b[i]);
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
      case BITWISE_AND, BITWISE_OR, BITWISE_XOR -> throw noBits(op);
    };
  }

  static Questions.Of2<double[]> compare(Op.Compare op) {
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

  /** a + alpha * b, the product rounded first. */
  static Pointwise.Map2<double[]> addScaled(double alpha) {
    return (a, b, out, n) -> {
      for (int i = 0; i < n; i++) {
        out[i] = a[i] + alpha * b[i];
      }
    };
  }

  /** Within the bounds, NaN for a NaN bound. */
  static Pointwise.Map1<double[]> clamp(double low, double high) {
    if (Double.isNaN(low) || Double.isNaN(high)) {
      return (a, out, n) -> {
        for (int i = 0; i < n; i++) {
          out[i] = Double.NaN;
        }
      };
    }
    return (a, out, n) -> {
      for (int i = 0; i < n; i++) {
        out[i] = Math.min(Math.max(a[i], low), high);
      }
    };
  }

  /** x * Phi(x). */
  static double gelu(double x) {
    return x * ErrorFunction.normal(x);
  }

  static double trunc(double x) {
    return x < 0 ? Math.ceil(x) : Math.floor(x);
  }

  /** Python's {@code //}, by way of the exact remainder. */
  private static double floorDivide(double a, double b) {
    if (b == 0) {
      return a / b;
    }
    double rest = a % b;
    double quotient = (a - rest) / b;
    if (rest != 0 && rest < 0 != b < 0) {
      quotient -= 1;
    }
    if (quotient == 0) {
      return Math.copySign(0.0, a / b);
    }
    double floor = Math.floor(quotient);
    return quotient - floor > 0.5 ? floor + 1 : floor;
  }

  /** Python's {@code %}. */
  private static double remainder(double a, double b) {
    double rest = a % b;
    return rest != 0 && rest < 0 != b < 0 ? rest + b : rest;
  }

  private static DTypeException noBits(Op op) {
    return new DTypeException(op.opName() + " is for whole numbers and truth values");
  }
}
