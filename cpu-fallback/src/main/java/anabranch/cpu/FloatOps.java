package anabranch.cpu;

import anabranch.cpu.kernel.FloatMath;
import anabranch.op.Op;
import anabranch.shape.DTypeException;

/**
 * The arithmetic of F32, F16 and BF16: the most used functions by {@link FloatMath}, the others in
 * binary64, rounded once.
 */
final class FloatOps {
  private static final float ROOT_HALF = (float) Math.sqrt(0.5);

  private FloatOps() {}

  static Pointwise.Map1<float[]> unary(Op.Unary op, FloatMath math) {
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
      case EXP -> math::exp;
      case LOG -> math::log;
      case LOG1P ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = (float) Math.log1p(a[i]);
            }
          };
      case EXPM1 -> math::expm1;
      case SQRT ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = (float) Math.sqrt(a[i]);
            }
          };
      case RSQRT ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = (float) (1 / Math.sqrt(a[i]));
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
              out[i] = (float) Math.sin(a[i]);
            }
          };
      case COS ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = (float) Math.cos(a[i]);
            }
          };
      case ERF -> math::erf;
      case SIGMOID -> math::sigmoid;
      case TANH -> math::tanh;
      case RELU ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = a[i] < 0 ? 0 : a[i];
            }
          };
      case GELU -> (a, out, n) -> gelu(math, a, out, n);
      case SILU -> (a, out, n) -> silu(math, a, out, n);
      case FLOOR ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = (float) Math.floor(a[i]);
            }
          };
      case CEIL ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = (float) Math.ceil(a[i]);
            }
          };
      case ROUND ->
          (a, out, n) -> {
            for (int i = 0; i < n; i++) {
              out[i] = (float) Math.rint(a[i]);
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

  static Questions.Of1<float[]> test(Op.Test op) {
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
              out[i] = (byte) (Float.isNaN(a[i]) ? 1 : 0);
            }
          };
    };
  }

  static Pointwise.Map2<float[]> binary(Op.Binary op) {
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
              out[i] = (float) Math.pow(a[i], b[i]);
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

  static Questions.Of2<float[]> compare(Op.Compare op) {
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
  static Pointwise.Map2<float[]> addScaled(float alpha) {
    return (a, b, out, n) -> {
      for (int i = 0; i < n; i++) {
        out[i] = a[i] + alpha * b[i];
      }
    };
  }

  /** Within the bounds, NaN for a NaN bound. */
  static Pointwise.Map1<float[]> clamp(float low, float high) {
    if (Float.isNaN(low) || Float.isNaN(high)) {
      return (a, out, n) -> {
        for (int i = 0; i < n; i++) {
          out[i] = Float.NaN;
        }
      };
    }
    return (a, out, n) -> {
      for (int i = 0; i < n; i++) {
        out[i] = Math.min(Math.max(a[i], low), high);
      }
    };
  }

  /** x / 2 (1 + erf(x / sqrt(2))), as PyTorch computes it. */
  private static void gelu(FloatMath math, float[] a, float[] out, int count) {
    float[] erf = new float[count];
    for (int i = 0; i < count; i++) {
      erf[i] = a[i] * ROOT_HALF;
    }
    math.erf(erf, erf, count);
    for (int i = 0; i < count; i++) {
      out[i] = a[i] * 0.5f * (1 + erf[i]);
    }
  }

  private static void silu(FloatMath math, float[] a, float[] out, int count) {
    float[] sigmoid = new float[count];
    math.sigmoid(a, sigmoid, count);
    for (int i = 0; i < count; i++) {
      out[i] = a[i] * sigmoid[i];
    }
  }

  private static float trunc(float x) {
    return (float) DoubleOps.trunc(x);
  }

  /** Python's {@code //}, by way of the exact remainder. */
  private static float floorDivide(float a, float b) {
    if (b == 0) {
      return a / b;
    }
    float rest = a % b;
    float quotient = (a - rest) / b;
    if (rest != 0 && rest < 0 != b < 0) {
      quotient -= 1;
    }
    if (quotient == 0) {
      return Math.copySign(0f, a / b);
    }
    float floor = (float) Math.floor(quotient);
    return quotient - floor > 0.5f ? floor + 1 : floor;
  }

  /** Python's {@code %}. */
  private static float remainder(float a, float b) {
    float rest = a % b;
    return rest != 0 && rest < 0 != b < 0 ? rest + b : rest;
  }

  private static DTypeException noBits(Op op) {
    return new DTypeException(op.opName() + " is for whole numbers and truth values");
  }
}
