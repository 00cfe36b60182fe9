package anabranch.script.ops;

import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Functions of one tensor's elements. */
final class FunctionOps {
  private FunctionOps() {}

  static void add(OpTable.Builder t) {
    plain(t);
    activations(t);
    clamps(t);
    t.op("bitwise_not(Tensor self) -> Tensor", a -> a.tensor(0).bitwiseNot());
    t.op(
        "nan_to_num(Tensor self, float? nan=None, float? posinf=None, float? neginf=None) ->"
            + " Tensor",
        a -> nanToNum(a));
  }

  private static void both(OpTable.Builder t, String name, UnaryOperator<Tensor> f) {
    t.op(name + "(Tensor self) -> Tensor", a -> f.apply(a.tensor(0)));
    t.op(
        name + "_(Tensor self) -> Tensor",
        a -> {
          Tensor self = a.tensor(0);
          Scope.run(() -> self.copy_(f.apply(self)));
          return self;
        });
  }

  private static void inPlace(
      OpTable.Builder t, String name, UnaryOperator<Tensor> f, UnaryOperator<Tensor> f_) {
    t.op(name + "(Tensor self) -> Tensor", a -> f.apply(a.tensor(0)));
    t.op(name + "_(Tensor self) -> Tensor", a -> f_.apply(a.tensor(0)));
  }

  private static void plain(OpTable.Builder t) {
    inPlace(t, "neg", Tensor::neg, Tensor::neg_);
    inPlace(t, "negative", Tensor::neg, Tensor::neg_);
    inPlace(t, "abs", Tensor::abs, Tensor::abs_);
    inPlace(t, "exp", Tensor::exp, Tensor::exp_);
    inPlace(t, "log", Tensor::log, Tensor::log_);
    inPlace(t, "sqrt", Tensor::sqrt, Tensor::sqrt_);
    inPlace(t, "sigmoid", Tensor::sigmoid, Tensor::sigmoid_);
    inPlace(t, "tanh", Tensor::tanh, Tensor::tanh_);
    inPlace(t, "relu", Tensor::relu, Tensor::relu_);
    both(t, "log1p", Tensor::log1p);
    both(t, "expm1", Tensor::expm1);
    both(t, "rsqrt", Tensor::rsqrt);
    both(t, "reciprocal", Tensor::reciprocal);
    both(t, "sin", Tensor::sin);
    both(t, "cos", Tensor::cos);
    both(t, "tan", x -> Scope.call(() -> x.sin().div(x.cos())));
    both(t, "sinh", x -> Scope.call(() -> x.exp().sub(x.neg().exp()).div(2)));
    both(t, "cosh", x -> Scope.call(() -> x.exp().add(x.neg().exp()).div(2)));
    both(t, "erf", Tensor::erf);
    both(t, "log2", x -> Scope.call(() -> x.log().div(Math.log(2))));
    both(t, "log10", x -> Scope.call(() -> x.log().div(Math.log(10))));
    both(t, "exp2", x -> x.rpow(2));
    both(t, "floor", Tensor::floor);
    both(t, "ceil", Tensor::ceil);
    both(t, "round", Tensor::round);
    both(t, "trunc", Tensor::trunc);
    both(t, "frac", x -> Scope.call(() -> x.sub(x.trunc())));
    both(t, "sign", Tensor::sign);
    both(t, "sgn", Tensor::sign);
  }

  private static void activations(OpTable.Builder t) {
    both(t, "silu", Tensor::silu);
    both(t, "relu6", x -> x.clamp(0, 6));
    both(t, "hardsigmoid", x -> Scope.call(() -> x.div(6).add(0.5).clamp(0, 1)));
    both(t, "hardswish", x -> Scope.call(() -> x.mul(x.add(3).clamp(0, 6)).div(6)));
    both(t, "selu", x -> elu(x, 1.6732632423543772, 1.0507009873554805, 1));
    both(t, "log_sigmoid", x -> softplus(x.neg(), 1, 20).neg());
    both(t, "mish", x -> Scope.call(() -> x.mul(softplus(x, 1, 20).tanh())));
    t.op(
        "gelu(Tensor self, *, str approximate=\"none\") -> Tensor",
        a -> a.text(1).equals("tanh") ? geluByTanh(a.tensor(0)) : a.tensor(0).gelu());
    with(
        t,
        "threshold",
        "Scalar threshold, Scalar value",
        (x, a) -> Scope.call(() -> x.maskedFill(x.le(a.number(1)), a.number(2))));
    with(
        t,
        "hardshrink",
        "Scalar lambd=0.5",
        (x, a) -> Scope.call(() -> x.maskedFill(x.abs().le(a.number(1)), 0)));
    with(t, "leaky_relu", "Scalar negative_slope=0.01", (x, a) -> leaky(x, a.number(1)));
    with(
        t,
        "elu",
        "Scalar alpha=1, Scalar scale=1, Scalar input_scale=1",
        (x, a) -> elu(x, a.real(1), a.real(2), a.real(3)));
    with(t, "celu", "Scalar alpha=1.0", (x, a) -> elu(x, a.real(1), 1, 1 / a.real(1)));
    with(
        t,
        "hardtanh",
        "Scalar min_val=-1, Scalar max_val=1",
        (x, a) -> x.clamp(a.number(1), a.number(2)));
    t.op(
        "softplus(Tensor self, Scalar beta=1, Scalar threshold=20) -> Tensor",
        a -> softplus(a.tensor(0), a.real(1), a.real(2)));
    t.op(
        "prelu(Tensor self, Tensor weight) -> Tensor",
        a -> Scope.call(() -> prelu(a.tensor(0), a.tensor(1))));
    t.op(
        "glu(Tensor self, int dim=-1) -> Tensor",
        a ->
            Scope.call(
                () -> {
                  var halves = a.tensor(0).chunk(2, a.small(1));
                  return halves.get(0).mul(halves.get(1).sigmoid());
                }));
  }

  private static void with(
      OpTable.Builder t, String name, String more, BiFunction<Tensor, Args, Tensor> f) {
    t.op(name + "(Tensor self, " + more + ") -> Tensor", a -> f.apply(a.tensor(0), a));
    t.op(
        name + "_(Tensor self, " + more + ") -> Tensor",
        a -> {
          Tensor self = a.tensor(0);
          Scope.run(() -> self.copy_(f.apply(self, a)));
          return self;
        });
  }

  private static Tensor leaky(Tensor x, Number slope) {
    return Scope.call(() -> Tensors.where(x.gt(0), x, x.mul(slope)));
  }

  private static Tensor prelu(Tensor x, Tensor weight) {
    Tensor w = weight;
    if (weight.numel() > 1 && x.rank() > 1) {
      long[] sizes = new long[x.rank()];
      java.util.Arrays.fill(sizes, 1);
      sizes[1] = weight.numel();
      w = weight.reshape(sizes);
    }
    return Tensors.where(x.gt(0), x, x.mul(w));
  }

  private static Tensor elu(Tensor x, double alpha, double scale, double inputScale) {
    return Scope.call(
        () -> Tensors.where(x.gt(0), x.mul(scale), x.mul(inputScale).expm1().mul(alpha * scale)));
  }

  /** log(1 + e^(beta x)) / beta, and x itself where beta x is above the threshold. */
  private static Tensor softplus(Tensor x, double beta, double threshold) {
    return Scope.call(
        () -> {
          Tensor scaled = x.mul(beta);
          Tensor soft = scaled.clamp(null, threshold).exp().log1p().div(beta);
          return Tensors.where(scaled.gt(threshold), x, soft);
        });
  }

  private static Tensor geluByTanh(Tensor x) {
    return Scope.call(
        () -> {
          Tensor inner = x.add(x.pow(3).mul(0.044715)).mul(Math.sqrt(2 / Math.PI));
          return x.mul(0.5).mul(inner.tanh().add(1));
        });
  }

  private static void clamps(OpTable.Builder t) {
    for (String name : new String[] {"clamp", "clip"}) {
      t.op(
          name + "(Tensor self, Scalar? min=None, Scalar? max=None) -> Tensor",
          a -> a.tensor(0).clamp(a.numberOrNone(1), a.numberOrNone(2)));
      t.op(
          name + "_(Tensor self, Scalar? min=None, Scalar? max=None) -> Tensor",
          a -> a.tensor(0).clamp_(a.numberOrNone(1), a.numberOrNone(2)));
      t.op(
          name + ".Tensor(Tensor self, Tensor? min=None, Tensor? max=None) -> Tensor",
          a -> Scope.call(() -> clampTo(a.tensor(0), a.tensorOrNone(1), a.tensorOrNone(2))));
    }
    t.op("clamp_min(Tensor self, Scalar min) -> Tensor", a -> a.tensor(0).clamp(a.number(1), null));
    t.op("clamp_max(Tensor self, Scalar max) -> Tensor", a -> a.tensor(0).clamp(null, a.number(1)));
    t.op(
        "clamp_min_(Tensor self, Scalar min) -> Tensor",
        a -> a.tensor(0).clamp_(a.number(1), null));
    t.op(
        "clamp_max_(Tensor self, Scalar max) -> Tensor",
        a -> a.tensor(0).clamp_(null, a.number(1)));
  }

  private static Tensor clampTo(Tensor x, @Nullable Tensor low, @Nullable Tensor high) {
    Tensor out = low == null ? x : x.maximum(low);
    return high == null ? out : out.minimum(high);
  }

  private static Tensor nanToNum(Args a) {
    return Scope.call(
        () -> {
          Tensor x = a.tensor(0);
          Tensor out = x.maskedFill(x.isnan(), a.isNone(1) ? 0.0 : a.real(1));
          double most = a.isNone(2) ? Float.MAX_VALUE : a.real(2);
          double least = a.isNone(3) ? -Float.MAX_VALUE : a.real(3);
          out = out.maskedFill(out.eq(Double.POSITIVE_INFINITY), most);
          return out.maskedFill(out.eq(Double.NEGATIVE_INFINITY), least);
        });
  }
}
