package anabranch.script.ops;

import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Arithmetic and comparison of numbers. */
final class NumberOps {
  private NumberOps() {}

  private interface Relation {
    boolean holds(Number a, Number b);
  }

  static void add(OpTable.Builder t) {
    arithmetic(t, "add", Numbers::add);
    arithmetic(t, "sub", Numbers::sub);
    arithmetic(t, "mul", Numbers::mul);
    arithmetic(t, "floordiv", Numbers::floorDiv);
    arithmetic(t, "remainder", Numbers::remainder);
    t.op("__range_length(int lo, int hi, int step) -> int", NumberOps::rangeLength);
    t.op(
        "__derive_index(int index, int start, int step) -> int",
        a -> Numbers.add(a.number(1), Numbers.mul(a.number(0), a.number(2))));
    t.op("div.int(int a, int b) -> float", a -> Numbers.div(a.number(0), a.number(1)));
    t.op("div.Scalar(Scalar a, Scalar b) -> float", a -> Numbers.div(a.number(0), a.number(1)));
    t.op("pow.int(int a, int b) -> float", a -> Numbers.pow(a.number(0), a.number(1)));
    t.op("pow.Scalars(Scalar a, Scalar b) -> float", a -> Numbers.pow(a.number(0), a.number(1)));
    t.op("neg.int(int a) -> int", a -> Numbers.neg(a.number(0)));
    t.op("neg.float(float a) -> float", a -> Numbers.neg(a.real(0)));
    t.op("neg.Scalar(Scalar a) -> Scalar", a -> Numbers.neg(a.number(0)));
    t.op("prim::abs.int(int a) -> int", a -> Numbers.abs(a.number(0)));
    t.op("prim::abs.float(float a) -> float", a -> Numbers.abs(a.real(0)));
    t.op("prim::abs.Scalar(Scalar a) -> Scalar", a -> Numbers.abs(a.number(0)));
    relation(t, "lt", Numbers::less);
    relation(t, "gt", (x, y) -> Numbers.less(y, x));
    relation(t, "le", (x, y) -> Numbers.less(x, y) || Numbers.same(x, y));
    relation(t, "ge", (x, y) -> Numbers.less(y, x) || Numbers.same(x, y));
    relation(t, "eq", Numbers::same);
    relation(t, "ne", (x, y) -> !Numbers.same(x, y));
    bits(t);
    extremes(t, "prim::min", true);
    extremes(t, "prim::max", false);
    functions(t);
    conversions(t);
  }

  /** How many turns {@code for i in range(lo, hi, step)} has. */
  private static long rangeLength(Args a) {
    long step = a.integer(2);
    if (step == 0) {
      throw new ScriptError("ValueError: range() arg 3 must not be zero");
    }
    Number way = Numbers.sub(a.number(1), a.number(0));
    long turns = Math.ceilDiv(way.longValue(), step);
    return Math.max(turns, 0);
  }

  private static void arithmetic(OpTable.Builder t, String name, BinaryOperator<Number> f) {
    t.op(name + ".int(int a, int b) -> int", a -> f.apply(a.integer(0), a.integer(1)));
    t.op(name + ".float(float a, float b) -> float", a -> f.apply(a.real(0), a.real(1)));
    t.op(name + ".number(Scalar a, Scalar b) -> Scalar", a -> f.apply(a.number(0), a.number(1)));
  }

  private static void relation(OpTable.Builder t, String name, Relation f) {
    t.op(name + ".int(int a, int b) -> bool", a -> f.holds(a.integer(0), a.integer(1)));
    t.op(name + ".float(float a, float b) -> bool", a -> f.holds(a.real(0), a.real(1)));
    t.op(name + ".number(Scalar a, Scalar b) -> bool", a -> f.holds(a.number(0), a.number(1)));
  }

  private static void bits(OpTable.Builder t) {
    t.op("__and__.bool(bool a, bool b) -> bool", a -> a.flag(0) && a.flag(1));
    t.op("__and__.int(int a, int b) -> int", a -> a.integer(0) & a.integer(1));
    t.op("__or__.bool(bool a, bool b) -> bool", a -> a.flag(0) || a.flag(1));
    t.op("__or__.int(int a, int b) -> int", a -> a.integer(0) | a.integer(1));
    t.op("__xor__.bool(bool a, bool b) -> bool", a -> a.flag(0) ^ a.flag(1));
    t.op("__xor__.int(int a, int b) -> int", a -> a.integer(0) ^ a.integer(1));
    t.op("__lshift__.int(int a, int b) -> int", a -> shifted(a.integer(0), a.integer(1)));
    t.op("__rshift__.int(int a, int b) -> int", a -> a.integer(0) >> distance(a.integer(1)));
    t.op("bitwise_not.int(int a) -> int", a -> ~a.integer(0));
    t.op("__not__(bool self) -> bool", a -> !a.flag(0));
  }

  private static int distance(long by) {
    if (by < 0) {
      throw new ScriptError("ValueError: negative shift count: " + by);
    }
    return (int) Math.min(by, 63);
  }

  private static long shifted(long a, long by) {
    int n = distance(by);
    long out = a << n;
    if (by > 63 ? a != 0 : out >> n != a) {
      throw new ScriptError("OverflowError: %d << %d does not fit in 64 bits".formatted(a, by));
    }
    return by > 63 ? 0 : out;
  }

  private static void extremes(OpTable.Builder t, String name, boolean least) {
    BinaryOperator<Number> f = (x, y) -> Numbers.less(least ? y : x, least ? x : y) ? y : x;
    arithmetic(t, name, f);
    for (String type : new String[] {"int", "float"}) {
      t.op(
          "%s.self_%s(%s[] self) -> %s".formatted(name, type, type, type),
          a ->
              a.items(0).stream()
                  .map(NumberOps::number)
                  .reduce(f)
                  .orElseThrow(() -> new ScriptError("ValueError: the list is empty")));
    }
  }

  private static Number number(@Nullable Object value) {
    if (value instanceof Number number) {
      return number;
    }
    throw new ScriptError("expected a number, got " + Values.kind(value));
  }

  private static void functions(OpTable.Builder t) {
    t.op("floor.float(float a) -> int", a -> Numbers.whole(Math.floor(a.real(0)), "floor"));
    t.op("floor.int(int a) -> int", a -> a.integer(0));
    t.op("ceil.float(float a) -> int", a -> Numbers.whole(Math.ceil(a.real(0)), "ceil"));
    t.op("ceil.int(int a) -> int", a -> a.integer(0));
    t.op("trunc.float(float a) -> int", a -> Numbers.whole(a.real(0), "trunc"));
    t.op("isnan.float(float a) -> bool", a -> Double.isNaN(a.real(0)));
    t.op("isinf.float(float a) -> bool", a -> Double.isInfinite(a.real(0)));
    t.op("isfinite.float(float a) -> bool", a -> Double.isFinite(a.real(0)));
    t.op("atan2.float(float a, float b) -> float", a -> Math.atan2(a.real(0), a.real(1)));
    t.op("fmod.float(float a, float b) -> float", a -> a.real(0) % a.real(1));
    t.op("copysign.float(float a, float b) -> float", a -> Math.copySign(a.real(0), a.real(1)));
    t.op("log.base(float a, float b) -> float", a -> Math.log(a.real(0)) / Math.log(a.real(1)));
    function(t, "round", Math::rint);
    function(t, "sqrt", Math::sqrt);
    function(t, "exp", Math::exp);
    function(t, "expm1", Math::expm1);
    function(t, "log", Math::log);
    function(t, "log1p", Math::log1p);
    function(t, "log2", x -> Math.log(x) / Math.log(2));
    function(t, "log10", Math::log10);
    function(t, "sin", Math::sin);
    function(t, "cos", Math::cos);
    function(t, "tan", Math::tan);
    function(t, "asin", Math::asin);
    function(t, "acos", Math::acos);
    function(t, "atan", Math::atan);
    function(t, "sinh", Math::sinh);
    function(t, "cosh", Math::cosh);
    function(t, "tanh", Math::tanh);
    function(t, "fabs", Math::abs);
  }

  private static void function(OpTable.Builder t, String name, DoubleUnaryOperator f) {
    t.op(name + ".float(float a) -> float", a -> f.applyAsDouble(a.real(0)));
  }

  private static void conversions(OpTable.Builder t) {
    t.op("prim::Int.Tensor(Tensor a) -> int", a -> whole(a.number(0)));
    t.op("prim::Int.bool(bool a) -> int", a -> a.integer(0));
    t.op("prim::Int.Scalar(Scalar a) -> int", a -> whole(a.number(0)));
    t.op("prim::Int.str(str a) -> int", a -> TextOps.integer(a.text(0)));
    t.op("prim::Float.Tensor(Tensor a) -> float", a -> a.real(0));
    t.op("prim::Float.bool(bool a) -> float", a -> a.real(0));
    t.op("prim::Float.Scalar(Scalar a) -> float", a -> a.real(0));
    t.op("prim::Float.str(str a) -> float", a -> TextOps.real(a.text(0)));
    t.op("prim::Bool.Tensor(Tensor a) -> bool", a -> a.flag(0));
    t.op("prim::Bool.bool(bool a) -> bool", a -> a.flag(0));
    t.op("prim::Bool.Scalar(Scalar a) -> bool", a -> a.number(0).doubleValue() != 0);
    t.op("IntImplicit(Tensor a) -> int", a -> whole(a.number(0)));
    t.op("FloatImplicit(Tensor a) -> float", a -> a.real(0));
    t.op("ScalarImplicit(Tensor a) -> Scalar", a -> a.number(0));
    t.op("item(Tensor self) -> Scalar", a -> Numbers.value(a.tensor(0)));
  }

  private static long whole(Number n) {
    return n instanceof Long whole ? whole : Numbers.whole(n.doubleValue(), "int");
  }
}
