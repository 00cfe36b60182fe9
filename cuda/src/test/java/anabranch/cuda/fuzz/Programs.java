package anabranch.cuda.fuzz;

import static anabranch.shape.DType.BF16;
import static anabranch.shape.DType.BOOL;
import static anabranch.shape.DType.F16;
import static anabranch.shape.DType.F32;
import static anabranch.shape.DType.F64;
import static anabranch.shape.DType.I32;
import static anabranch.shape.DType.I64;
import static anabranch.shape.DType.U8;

import anabranch.Rounding;
import anabranch.Tensor;
import anabranch.op.Op;
import anabranch.shape.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The element-wise programs. */
final class Programs {
  static final List<DType> FLOATING = List.of(F32, F32, F64, F16, BF16);
  static final List<DType> NUMBERS = List.of(F32, F32, F64, F16, BF16, I64, I32, U8);
  static final List<DType> WHOLE = List.of(I64, I32, U8);
  static final List<DType> BITS = List.of(I64, I32, U8, BOOL);
  static final List<DType> ALL = List.of(F32, F64, F16, BF16, I64, I32, U8, BOOL);

  private final List<Program> programs = new ArrayList<>();

  static List<Program> elementwise() {
    Programs p = new Programs();
    p.unary();
    p.binary();
    p.compare();
    p.choices();
    return p.programs;
  }

  private void unary() {
    unary(Op.Unary.NEG, NUMBERS, 0, Tensor::neg);
    unary(Op.Unary.ABS, NUMBERS, 0, Tensor::abs);
    unary(Op.Unary.EXP, FLOATING, 4, Tensor::exp);
    unary(Op.Unary.LOG, FLOATING, 4, Tensor::log);
    unary(Op.Unary.LOG1P, FLOATING, 4, Tensor::log1p);
    unary(Op.Unary.EXPM1, FLOATING, 4, Tensor::expm1);
    unary(Op.Unary.SQRT, FLOATING, 1, Tensor::sqrt);
    unary(Op.Unary.RSQRT, FLOATING, 4, Tensor::rsqrt);
    unary(Op.Unary.RECIPROCAL, FLOATING, 1, Tensor::reciprocal);
    unary(Op.Unary.SIN, FLOATING, 4, Tensor::sin);
    unary(Op.Unary.COS, FLOATING, 4, Tensor::cos);
    unary(Op.Unary.ERF, FLOATING, 4, Tensor::erf);
    unary(Op.Unary.SIGMOID, FLOATING, 4, Tensor::sigmoid);
    unary(Op.Unary.TANH, FLOATING, 4, Tensor::tanh);
    unary(Op.Unary.RELU, NUMBERS, 0, Tensor::relu);
    // x * (1 + erf(x / sqrt(2))): below 0 the sum leaves the rounding errors of erf.
    unary(Op.Unary.GELU, FLOATING, 6, 1, Tensor::gelu);
    unary(Op.Unary.SILU, FLOATING, 6, Tensor::silu);
    unary(Op.Unary.FLOOR, FLOATING, 0, Tensor::floor);
    unary(Op.Unary.CEIL, FLOATING, 0, Tensor::ceil);
    unary(Op.Unary.ROUND, FLOATING, 0, Tensor::round);
    unary(Op.Unary.TRUNC, FLOATING, 0, Tensor::trunc);
    unary(Op.Unary.SIGN, NUMBERS, 0, Tensor::sign);
    unary(Op.Unary.BITWISE_NOT, BITS, 0, Tensor::bitwiseNot);
    unary(Op.Test.LOGICAL_NOT, ALL, 0, Tensor::logicalNot);
    unary(Op.Test.ISNAN, ALL, 0, Tensor::isnan);
  }

  private void binary() {
    binary(Op.Binary.ADD, NUMBERS, 0, Tensor::add);
    binary(Op.Binary.SUB, NUMBERS, 0, Tensor::sub);
    binary(Op.Binary.MUL, NUMBERS, 0, Tensor::mul);
    binary(Op.Binary.DIV, FLOATING, 1, Tensor::div);
    binary(Op.Binary.FLOOR_DIV, FLOATING, 0, Tensor::floorDivide);
    binary(Op.Binary.FLOOR_DIV, WHOLE, 0, (a, b) -> a.floorDivide(nonZero(b)));
    binary(Op.Binary.TRUNC_DIV, FLOATING, 0, (a, b) -> a.div(b, Rounding.TRUNC));
    binary(Op.Binary.TRUNC_DIV, WHOLE, 0, (a, b) -> a.div(nonZero(b), Rounding.TRUNC));
    binary(Op.Binary.REMAINDER, FLOATING, 1, Tensor::remainder);
    binary(Op.Binary.REMAINDER, WHOLE, 0, (a, b) -> a.remainder(nonZero(b)));
    binary(Op.Binary.POW, FLOATING, 16, (a, b) -> a.pow(b.clamp(-4, 4)));
    binary(Op.Binary.POW, WHOLE, 0, (a, b) -> a.pow(b.clamp(0, 12)));
    binary(Op.Binary.MAXIMUM, NUMBERS, 0, Tensor::maximum);
    binary(Op.Binary.MINIMUM, NUMBERS, 0, Tensor::minimum);
    binary(Op.Binary.BITWISE_AND, BITS, 0, Tensor::bitwiseAnd);
    binary(Op.Binary.BITWISE_OR, BITS, 0, Tensor::bitwiseOr);
    binary(Op.Binary.BITWISE_XOR, BITS, 0, Tensor::bitwiseXor);
    add(
        "binary with a number",
        Op.BinaryScalar.class,
        true,
        16,
        0,
        s -> {
          Tensor x = s.tensor(s.oneOf(NUMBERS), s.shape(0, 4));
          int n = 1 + s.upTo(7);
          return List.of(x.add(n), x.rsub(n), x.mul(n), x.remainder(n), x.floorDivide(n), x.pow(3));
        });
    add(
        "add with alpha",
        Op.AddScaled.class,
        true,
        0,
        0,
        s -> {
          DType type = s.oneOf(NUMBERS);
          long[] shape = s.shape(0, 4);
          return List.of(s.tensor(type, shape).add(s.tensor(type, s.narrower(shape)), 3));
        });
  }

  private static Tensor nonZero(Tensor b) {
    return b.maskedFill(b.eq(0), 3);
  }

  private void compare() {
    binary(Op.Compare.EQ, ALL, 0, Tensor::eq);
    binary(Op.Compare.NE, ALL, 0, Tensor::ne);
    binary(Op.Compare.LT, ALL, 0, Tensor::lt);
    binary(Op.Compare.LE, ALL, 0, Tensor::le);
    binary(Op.Compare.GT, ALL, 0, Tensor::gt);
    binary(Op.Compare.GE, ALL, 0, Tensor::ge);
    binary(Op.Compare.LOGICAL_AND, ALL, 0, Tensor::logicalAnd);
    binary(Op.Compare.LOGICAL_OR, ALL, 0, Tensor::logicalOr);
    binary(Op.Compare.LOGICAL_XOR, ALL, 0, Tensor::logicalXor);
    add(
        "compare with a number",
        Op.CompareScalar.class,
        true,
        0,
        0,
        s -> {
          Tensor x = s.tensor(s.oneOf(NUMBERS), s.shape(0, 4));
          return List.of(x.eq(1), x.ne(1), x.lt(2), x.le(2), x.gt(0), x.ge(0));
        });
  }

  private void choices() {
    add(
        "where",
        Op.Where.class,
        true,
        0,
        0,
        s -> {
          DType type = s.oneOf(ALL);
          long[] shape = s.shape(0, 4);
          Tensor condition = s.tensor(BOOL, s.narrower(shape));
          return List.of(s.tensor(type, shape).where(condition, s.tensor(type, s.narrower(shape))));
        });
    add(
        "masked fill",
        Op.MaskedFill.class,
        true,
        0,
        0,
        s -> {
          long[] shape = s.shape(0, 4);
          Tensor x = s.tensor(s.oneOf(NUMBERS), shape);
          return List.of(x.maskedFill(s.tensor(BOOL, s.narrower(shape)), 7));
        });
    add(
        "clamp",
        Op.Clamp.class,
        true,
        0,
        0,
        s -> {
          Tensor x = s.tensor(s.oneOf(NUMBERS), s.shape(0, 4));
          return List.of(x.clamp(0, 2), x.clamp(null, 1), x.clamp(1, null));
        });
  }

  private void unary(Object op, List<DType> types, double ulps, Function<Tensor, Tensor> f) {
    unary(op, types, ulps, 0x1p-14, f);
  }

  private void unary(
      Object op, List<DType> types, double ulps, double scale, Function<Tensor, Tensor> f) {
    add(
        op + " of " + types,
        op,
        true,
        ulps,
        scale,
        s -> List.of(f.apply(s.tensor(s.oneOf(types), s.shape(0, 5)))));
  }

  private void binary(
      Object op, List<DType> types, double ulps, BiFunction<Tensor, Tensor, Tensor> f) {
    add(
        op + " of " + types,
        op,
        true,
        ulps,
        0x1p-14,
        s -> {
          DType type = s.oneOf(types);
          long[] shape = s.shape(0, 5);
          Tensor a = s.tensor(type, s.flip() ? shape : s.narrower(shape));
          return List.of(f.apply(a, s.tensor(type, shape)));
        });
  }

  private void add(
      String name,
      Object covers,
      boolean special,
      double ulps,
      double scale,
      Function<Source, List<Tensor>> body) {
    programs.add(new Program(name, covers, special, ulps, scale, body));
  }
}
