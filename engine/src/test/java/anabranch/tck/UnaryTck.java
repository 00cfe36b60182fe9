package anabranch.tck;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import anabranch.Tensor;
import anabranch.shape.DType;
import anabranch.shape.DTypeException;
import anabranch.shape.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions of one number, against Java's own in F64. */
public abstract class UnaryTck extends OpTck {
  /** Tensor's method, the function that it should be, and where its arguments lie. */
  @SuppressWarnings("ImmutableEnumChecker") // the functions have no state
  enum Function {
    NEG(Tensor::neg, x -> -x),
    ABS(Tensor::abs, Math::abs),
    EXP(Tensor::exp, Math::exp),
    LOG(x -> x.abs().log(), x -> Math.log(Math.abs(x))),
    LOG1P(x -> x.abs().log1p(), x -> Math.log1p(Math.abs(x))),
    EXPM1(Tensor::expm1, Math::expm1),
    SQRT(x -> x.abs().sqrt(), x -> Math.sqrt(Math.abs(x))),
    RSQRT(x -> x.abs().rsqrt(), x -> 1 / Math.sqrt(Math.abs(x))),
    RECIPROCAL(Tensor::reciprocal, x -> 1 / x),
    SIN(Tensor::sin, Math::sin),
    COS(Tensor::cos, Math::cos),
    ERF(Tensor::erf, Reference::erf),
    SIGMOID(Tensor::sigmoid, Reference::sigmoid),
    TANH(Tensor::tanh, Math::tanh),
    RELU(Tensor::relu, x -> x < 0 ? 0 : x),
    GELU(Tensor::gelu, Reference::gelu),
    SILU(Tensor::silu, x -> x * Reference.sigmoid(x)),
    FLOOR(Tensor::floor, Math::floor),
    CEIL(Tensor::ceil, Math::ceil),
    ROUND(Tensor::round, Math::rint),
    TRUNC(Tensor::trunc, Reference::truncated),
    SIGN(Tensor::sign, x -> x > 0 ? 1 : x < 0 ? -1 : 0);

    private final UnaryOperator<Tensor> method;
    private final DoubleUnaryOperator specification;

    Function(UnaryOperator<Tensor> method, DoubleUnaryOperator specification) {
      this.method = method;
      this.specification = specification;
    }
  }

  static Stream<Arguments> floating() {
    return Arrays.stream(Function.values())
        .flatMap(f -> FLOATING.stream().map(type -> arguments(f, type)));
  }

  @ParameterizedTest
  @MethodSource("floating")
  void isTheFunction(Function f, DType type) {
    for (Form form : Form.values()) {
      for (long[] sizes : new long[][] {{}, {1}, {0, 3}, {1000}, {7, 13}, {3, 5, 17}}) {
        Tensor x = sample(form, type, sizes);
        Host expected = Host.of(x).map(f.specification).in(type);
        Check.near(type, expected, f.method.apply(x));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Function.class)
  void keepsToTheFunctionAtItsEnds(Function f) {
    double[] ends = {0.0, -0.0, INF, -INF, NAN, 1e-30, -1e-30, 88, -88, 300, -300, 0.5, -2.5, 1.5};
    for (DType type : List.of(DType.F64, DType.F32)) {
      Tensor x = vector(type, ends);
      Host expected = Host.of(x).map(f.specification).in(type);
      Check.near(type, expected, f.method.apply(x));
      Check.near(type, expected, f.method.apply(Form.STEPPED.of(x)));
    }
  }

  @Test
  void zerosAndNanAreAsInPyTorch() {
    for (DType type : List.of(DType.F64, DType.F32)) {
      Tensor x = vector(type, -0.0, NAN, -1);
      Check.same(type, new Host(x.shape(), new double[] {-0.0, NAN, 0}), x.relu());
      Check.same(type, new Host(x.shape(), new double[] {0, 0, -1}), x.sign());
    }
  }

  static Stream<Arguments> whole() {
    return Stream.of(
            Function.NEG,
            Function.ABS,
            Function.RELU,
            Function.FLOOR,
            Function.CEIL,
            Function.ROUND,
            Function.TRUNC,
            Function.SIGN)
        .flatMap(f -> WHOLE.stream().map(type -> arguments(f, type)));
  }

  @ParameterizedTest
  @MethodSource("whole")
  void isExactOnWholeNumbers(Function f, DType type) {
    for (Form form : Form.values()) {
      Tensor x = sample(form, type, 5, 19);
      Check.same(
          type, Host.of(x).map(f.specification).map(v -> v + 0.0).in(type), f.method.apply(x));
    }
  }

  @Test
  void wholeNumbersBecomeRealWhereTheyMust() {
    Tensor x = longs(0, 1, 2);
    Check.near(DType.F32, Host.of(x).map(Math::exp), x.exp());
    Check.near(DType.F32, Host.of(x).map(Math::sqrt), x.to(DType.U8).sqrt());
    Check.near(
        DType.F32,
        new Host(Shape.of(3), new double[] {0.5, Reference.sigmoid(1), Reference.sigmoid(1)}),
        x.to(DType.BOOL).sigmoid());
  }

  @Test
  void signsOfZeroAndInfinity() {
    Tensor x = vector(DType.F32, 0.0, -0.0, 0.4, -0.4);
    Check.values(x.neg(), -0.0, 0.0, -0.4f, 0.4f);
    Check.values(x.abs(), 0, 0, 0.4f, 0.4f);
    Check.values(x.reciprocal(), INF, -INF, 2.5, -2.5);
    Check.values(x.sqrt(), 0, -0.0, (float) Math.sqrt(0.4f), NAN);
    Check.values(x.log().slice(0, 0, 2), -INF, -INF);
    Check.values(x.round(), 0, -0.0, 0, -0.0);
    Check.values(x.floor(), 0, -0.0, 0, -1);
    Check.values(x.ceil(), 0, -0.0, 1, -0.0);
    Check.values(x.trunc(), 0, -0.0, 0, -0.0);
    Check.values(x.tanh().slice(0, 0, 2), 0, -0.0);
    Check.values(vector(DType.F32, NAN, INF, -INF).relu(), NAN, INF, 0);
    Check.values(vector(DType.F32, NAN, INF, -INF).sign(), 0, 1, -1);
    Check.values(vector(DType.F32, INF, -INF).exp(), INF, 0);
    Check.values(vector(DType.F64, INF, -INF).tanh(), 1, -1);
    Check.values(vector(DType.F32, 0.5, 1.5, 2.5, -0.5).round(), 0, 2, 2, -0.0);
  }

  @Test
  void isAccurateNearZero() {
    Tensor x = vector(DType.F64, 1e-12, -1e-12, 1e-5, -3e-9);
    for (Function f : List.of(Function.EXPM1, Function.TANH, Function.SIN, Function.ERF)) {
      Host expected = Host.of(x).map(f.specification);
      Tensor relative = f.method.apply(x).div(tensor(DType.F64, expected.values(), 4));
      Check.near(DType.F64, Host.of(x).map(v -> 1), relative, 1e-12);
    }
    Host small = Host.of(x).map(Math::log1p);
    Tensor relative = x.log1p().div(tensor(DType.F64, small.values(), 4));
    Check.near(DType.F64, small.map(v -> 1), relative, 1e-12);
  }

  @Test
  void turnsBits() {
    Check.values(longs(0, -1, 5).bitwiseNot(), -1, 0, -6);
    Check.values(vector(DType.U8, 0, 255, 5).bitwiseNot(), 255, 0, 250);
    Check.values(vector(DType.BOOL, 0, 1).bitwiseNot(), 1, 0);
    Check.refused(
        DTypeException.class, vector(DType.F32, 1)::bitwiseNot, "bitwise_not", "F32", "integral");
  }

  @Test
  void wholeNumbersWrap() {
    Check.same(
        DType.I64,
        new Host(Shape.of(1), new double[] {Long.MIN_VALUE}),
        longs(Long.MIN_VALUE).neg());
    Check.values(vector(DType.U8, 0, 1, 200).neg(), 0, 255, 56);
  }

  @Test
  void refusesTypesThatItIsNotFor() {
    Tensor truth = vector(DType.BOOL, 0, 1);
    Check.refused(DTypeException.class, truth::neg, "neg", "bool tensor is not supported");
    Check.refused(DTypeException.class, truth::abs, "abs", "not implemented for BOOL");
    Check.refused(DTypeException.class, longs(1)::gelu, "gelu", "not implemented for I64");
    Check.refused(DTypeException.class, longs(1)::silu, "silu", "not implemented for I64");
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void asksWhatIsZeroAndWhatIsNan(DType type) {
    Tensor x = vector(type, 0, 1, 0, 3);
    Check.near(DType.BOOL, new Host(Shape.of(4), new double[] {1, 0, 1, 0}), x.logicalNot());
    Check.near(DType.BOOL, new Host(Shape.of(4), new double[4]), x.isnan());
    if (type.isFloating()) {
      Check.values(vector(type, -0.0, NAN, INF).logicalNot(), 1, 0, 0);
      Check.values(vector(type, 0, NAN, INF).isnan(), 0, 1, 0);
    }
  }
}
