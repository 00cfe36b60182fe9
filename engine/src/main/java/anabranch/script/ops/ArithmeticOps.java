package anabranch.script.ops;

import anabranch.Rounding;
import anabranch.Scope;
import anabranch.Tensor;
import java.util.function.BiFunction;

/** Arithmetic of tensors with tensors and numbers, also in place. */
final class ArithmeticOps {
  private ArithmeticOps() {}

  private interface WithTensor extends BiFunction<Tensor, Tensor, Tensor> {}

  private interface WithNumber extends BiFunction<Tensor, Number, Tensor> {}

  static void add(OpTable.Builder t) {
    sums(t);
    both(t, "mul", Tensor::mul, Tensor::mul);
    t.op("mul.reversed(Scalar self, Tensor other) -> Tensor", a -> a.tensor(1).mul(a.number(0)));
    both(t, "mul_", Tensor::mul_, Tensor::mul_);
    both(t, "multiply", Tensor::mul, Tensor::mul);
    divisions(t);
    both(t, "remainder", Tensor::remainder, Tensor::remainder);
    both(t, "remainder_", Tensor::remainder_, Tensor::remainder_);
    both(t, "fmod", ArithmeticOps::fmod, ArithmeticOps::fmod);
    powers(t);
    both(t, "maximum", Tensor::maximum, (x, y) -> x.clamp(y, null));
    both(t, "minimum", Tensor::minimum, (x, y) -> x.clamp(null, y));
    t.op("max.other(Tensor self, Tensor other) -> Tensor", a -> a.tensor(0).maximum(a.tensor(1)));
    t.op("min.other(Tensor self, Tensor other) -> Tensor", a -> a.tensor(0).minimum(a.tensor(1)));
    fused(t);
  }

  private static void both(OpTable.Builder t, String name, WithTensor tensor, WithNumber number) {
    t.op(
        name + ".Tensor(Tensor self, Tensor other) -> Tensor",
        a -> tensor.apply(a.tensor(0), a.tensor(1)));
    t.op(
        name + ".Scalar(Tensor self, Scalar other) -> Tensor",
        a -> number.apply(a.tensor(0), a.number(1)));
  }

  private static boolean one(Number alpha) {
    return alpha.doubleValue() == 1;
  }

  private static void sums(OpTable.Builder t) {
    sum(t, "add", Tensor::add, Tensor::add, (x, n) -> x.add(n));
    sum(t, "add_", Tensor::add_, Tensor::add_, (x, n) -> x.add_(n));
    sum(t, "sub", Tensor::sub, Tensor::sub, (x, n) -> x.sub(n));
    sum(t, "sub_", Tensor::sub_, Tensor::sub_, (x, n) -> x.sub_(n));
    t.op("add.reversed(Scalar self, Tensor other) -> Tensor", a -> a.tensor(1).add(a.number(0)));
    t.op("sub.reversed(Scalar self, Tensor other) -> Tensor", a -> a.tensor(1).rsub(a.number(0)));
    t.op(
        "rsub.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor",
        a -> a.tensor(1).sub(a.tensor(0), a.number(2)));
    t.op(
        "rsub.Scalar(Tensor self, Scalar other, Scalar alpha=1) -> Tensor",
        a ->
            one(a.number(2))
                ? a.tensor(0).rsub(a.number(1))
                : Scope.call(() -> a.tensor(0).mul(a.number(2)).rsub(a.number(1))));
  }

  private interface Scaled {
    Tensor apply(Tensor a, Tensor b, Number alpha);
  }

  private static void sum(
      OpTable.Builder t, String name, WithTensor plain, Scaled scaled, WithNumber number) {
    t.op(
        name + ".Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor",
        a ->
            one(a.number(2))
                ? plain.apply(a.tensor(0), a.tensor(1))
                : scaled.apply(a.tensor(0), a.tensor(1), a.number(2)));
    t.op(
        name + ".Scalar(Tensor self, Scalar other, Scalar alpha=1) -> Tensor",
        a -> number.apply(a.tensor(0), Numbers.mul(a.number(1), a.number(2))));
  }

  private static void divisions(OpTable.Builder t) {
    both(t, "div", Tensor::div, Tensor::div);
    both(t, "divide", Tensor::div, Tensor::div);
    both(t, "true_divide", Tensor::div, Tensor::div);
    both(t, "div_", Tensor::div_, Tensor::div_);
    t.op(
        "div.out(Tensor self, Tensor other, *, Tensor out) -> Tensor",
        a -> a.tensor(2).copy_(a.tensor(0).div(a.tensor(1))));
    t.op("div.reversed(Scalar self, Tensor other) -> Tensor", a -> a.tensor(1).rdiv(a.number(0)));
    t.op(
        "div.Tensor_mode(Tensor self, Tensor other, *, str? rounding_mode) -> Tensor",
        a ->
            a.isNone(2)
                ? a.tensor(0).div(a.tensor(1))
                : a.tensor(0).div(a.tensor(1), rounding(a.text(2))));
    t.op(
        "div.Scalar_mode(Tensor self, Scalar other, *, str? rounding_mode) -> Tensor",
        a ->
            a.isNone(2)
                ? a.tensor(0).div(a.number(1))
                : a.tensor(0).div(a.number(1), rounding(a.text(2))));
    both(t, "floor_divide", Tensor::floorDivide, Tensor::floorDivide);
    both(t, "floordiv", Tensor::floorDivide, Tensor::floorDivide);
  }

  private static Rounding rounding(String mode) {
    return switch (mode) {
      case "floor" -> Rounding.FLOOR;
      case "trunc" -> Rounding.TRUNC;
      default ->
          throw new ScriptError(
              "div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '"
                  + mode
                  + "'");
    };
  }

  /** The remainder with the sign of x. */
  private static Tensor fmod(Tensor x, Tensor y) {
    return Scope.call(() -> x.sub(x.div(y, Rounding.TRUNC).mul(y)));
  }

  private static Tensor fmod(Tensor x, Number y) {
    return Scope.call(() -> x.sub(x.div(y, Rounding.TRUNC).mul(y)));
  }

  private static void powers(OpTable.Builder t) {
    t.op(
        "pow.Tensor_Tensor(Tensor self, Tensor exponent) -> Tensor",
        a -> a.tensor(0).pow(a.tensor(1)));
    t.op(
        "pow.Tensor_Scalar(Tensor self, Scalar exponent) -> Tensor",
        a -> a.tensor(0).pow(a.number(1)));
    t.op("pow.Scalar(Scalar self, Tensor exponent) -> Tensor", a -> a.tensor(1).rpow(a.number(0)));
    t.op("pow_.Scalar(Tensor self, Scalar exponent) -> Tensor", a -> a.tensor(0).pow_(a.number(1)));
    t.op("pow_.Tensor(Tensor self, Tensor exponent) -> Tensor", a -> a.tensor(0).pow_(a.tensor(1)));
    t.op("square(Tensor self) -> Tensor", a -> a.tensor(0).mul(a.tensor(0)));
  }

  private static void fused(OpTable.Builder t) {
    t.op(
        "addcmul(Tensor self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor",
        a -> Scope.call(() -> a.tensor(0).add(a.tensor(1).mul(a.tensor(2)), a.number(3))));
    t.op(
        "addcdiv(Tensor self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor",
        a -> Scope.call(() -> a.tensor(0).add(a.tensor(1).div(a.tensor(2)), a.number(3))));
    t.op(
        "lerp.Scalar(Tensor self, Tensor end, Scalar weight) -> Tensor",
        a -> Scope.call(() -> a.tensor(0).add(a.tensor(1).sub(a.tensor(0)), a.number(2))));
    t.op(
        "lerp.Tensor(Tensor self, Tensor end, Tensor weight) -> Tensor",
        a -> Scope.call(() -> a.tensor(0).add(a.tensor(1).sub(a.tensor(0)).mul(a.tensor(2)))));
  }
}
