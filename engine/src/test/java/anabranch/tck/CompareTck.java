package anabranch.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.shape.DType;
import anabranch.shape.DTypeException;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Comparisons, truth, and choices by truth. */
public abstract class CompareTck extends OpTck {
  @SuppressWarnings("ImmutableEnumChecker") // the functions have no state
  enum Function {
    EQ(Tensor::eq, Tensor::eq, (a, b) -> a == b ? 1 : 0),
    NE(Tensor::ne, Tensor::ne, (a, b) -> a != b ? 1 : 0),
    LT(Tensor::lt, Tensor::lt, (a, b) -> a < b ? 1 : 0),
    LE(Tensor::le, Tensor::le, (a, b) -> a <= b ? 1 : 0),
    GT(Tensor::gt, Tensor::gt, (a, b) -> a > b ? 1 : 0),
    GE(Tensor::ge, Tensor::ge, (a, b) -> a >= b ? 1 : 0);

    private final BinaryOperator<Tensor> method;
    private final BiFunction<Tensor, Number, Tensor> withNumber;
    private final DoubleBinaryOperator specification;

    Function(
        BinaryOperator<Tensor> method,
        BiFunction<Tensor, Number, Tensor> withNumber,
        DoubleBinaryOperator specification) {
      this.method = method;
      this.withNumber = withNumber;
      this.specification = specification;
    }
  }

  static Stream<Arguments> functions() {
    return Arrays.stream(Function.values())
        .flatMap(f -> Arrays.stream(DType.values()).map(type -> arguments(f, type)));
  }

  /** Rounded, so that equal elements come up. */
  private static Tensor whole(Tensor x) {
    return x.dtype().isFloating() ? x.round() : x;
  }

  @ParameterizedTest
  @MethodSource("functions")
  void compares(Function f, DType type) {
    for (Form form : Form.values()) {
      Tensor a = whole(sample(form, type, 4, 1, 37));
      Tensor b = whole(sample(type, 3, 1));
      Host expected = Host.zip(Host.of(a), Host.of(b), f.specification);
      Check.near(DType.BOOL, expected, f.method.apply(a, b));
      Host one = Host.of(a).map(v -> f.specification.applyAsDouble(v, 1));
      Check.near(DType.BOOL, one, f.withNumber.apply(a, 1));
    }
  }

  @ParameterizedTest
  @EnumSource(Function.class)
  void nanIsNothing(Function f) {
    Tensor a = vector(DType.F32, NAN, 1, NAN, 0.0, INF);
    Tensor b = vector(DType.F32, 1, NAN, NAN, -0.0, INF);
    Host expected = Host.zip(Host.of(a), Host.of(b), f.specification);
    Check.near(DType.BOOL, expected, f.method.apply(a, b));
  }

  @Test
  void promotesBeforeItCompares() {
    Check.values(longs(1, 2).lt(1.5), 1, 0);
    Check.values(vector(DType.BOOL, 0, 1).eq(1), 0, 1);
    Check.values(longs(1, 2).eq(vector(DType.F32, 1, 2.5)), 1, 0);
    assertTrue(longs((1L << 53) + 1).gt(1L << 53).itemBoolean());
  }

  @Test
  void truth() {
    Tensor a = vector(DType.F32, 0, 0, 2, NAN);
    Tensor b = longs(0, 3, 0, -1);
    Check.values(a.logicalAnd(b), 0, 0, 0, 1);
    Check.values(a.logicalOr(b), 0, 1, 1, 1);
    Check.values(a.logicalXor(b), 0, 1, 1, 0);
    Check.values(
        vector(DType.F64, 1e-300).logicalAnd(vector(DType.F32, 1).unsqueeze(0).select(1, 0)), 1);
    Check.values(Tensors.scalar(device(), 1e-300).to(DType.F64).logicalOr(a).slice(0, 0, 1), 0);
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void chooses(DType type) {
    for (Form form : Form.values()) {
      Tensor condition = sample(form, DType.BOOL, 3, 1, 29);
      Tensor a = sample(form, type, 4, 29);
      Tensor b = sample(type, 1);
      Host c = Host.of(condition);
      Host x = Host.of(a);
      Host y = Host.of(b);
      Host expected = Host.make(Shape.of(3, 4, 29), i -> c.at(i) != 0 ? x.at(i) : y.at(i));
      Check.same(type, expected, Tensors.where(condition, a, b));
      Check.same(type, expected, a.where(condition, b));
    }
  }

  @Test
  void choosesInThePromotedType() {
    Tensor condition = vector(DType.BOOL, 1, 0);
    Tensor mixed = Tensors.where(condition, longs(1, 2), vector(DType.F32, 0.5, 1.5));
    assertEquals(DType.F32, mixed.dtype());
    Check.values(mixed, 1, 1.5);
    Check.refused(
        DTypeException.class,
        () -> Tensors.where(longs(1), longs(1), longs(1)),
        "where",
        "expected condition to be a boolean tensor, but got a tensor with dtype I64");
    Check.refused(
        ShapeException.class,
        () -> Tensors.where(condition, longs(1, 2, 3), longs(1)),
        "where",
        "must match");
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void fillsWhereMasked(DType type) {
    Tensor x = sample(type, 3, 5);
    Tensor mask = sample(DType.BOOL, 5);
    Host m = Host.of(mask);
    Host v = Host.of(x);
    Host expected = Host.make(x.shape(), i -> m.at(i) != 0 ? 1 : v.at(i));
    Check.same(type, expected, x.maskedFill(mask, 1));
  }

  @Test
  void masksAreTruthValues() {
    Check.refused(
        DTypeException.class,
        () -> longs(1).maskedFill(longs(1), 1),
        "masked_fill",
        "only supports boolean masks");
    Check.refused(
        DTypeException.class,
        () -> vector(DType.U8, 1).maskedFill(vector(DType.BOOL, 1), 300),
        "value 300 cannot be converted to type U8 without overflow");
    Check.values(longs(1, 2).maskedFill(vector(DType.BOOL, 1, 0), 7.9), 7, 2);
  }

  @Test
  void clampsToBounds() {
    Tensor x = vector(DType.F32, -2, 0.5, 9, NAN);
    Check.values(x.clamp(-1, 1), -1, 0.5, 1, NAN);
    Check.values(x.clamp(null, 1), -2, 0.5, 1, NAN);
    Check.values(x.clamp(0, null), 0, 0.5, 9, NAN);
    Check.values(x.clamp(3, 1), 1, 1, 1, NAN);
    assertEquals(DType.F32, longs(1, -2).clamp(0.5, 1).dtype());
    Check.values(longs(1, -2).clamp(0.5, 1), 1, 0.5);
    Check.refused(
        ShapeException.class,
        () -> x.clamp(null, null),
        "At least one of 'min' or 'max' must not be null");
  }

  @Test
  void comparesWholeTensors() {
    Tensor x = vector(DType.F32, 1, 2, 3);
    assertTrue(x.equal(x.clone()));
    assertFalse(x.equal(x.add(1e-6)));
    assertFalse(x.equal(x.reshape(3, 1)));
    assertFalse(x.equal(x.to(DType.F64)));
    assertFalse(vector(DType.F32, NAN).equal(vector(DType.F32, NAN)));
    assertTrue(Tensors.zeros(0, 3).equal(Tensors.zeros(0, 3)));
    assertTrue(x.allClose(x.add(1e-6)));
    assertFalse(x.allClose(x.add(1e-3)));
    assertTrue(x.allClose(x.add(0.5), 0, 0.5));
    assertTrue(vector(DType.F32, INF).allClose(vector(DType.F32, INF)));
    assertFalse(vector(DType.F32, 1).allClose(vector(DType.F32, INF)));
    assertFalse(vector(DType.F32, -INF).allClose(vector(DType.F32, INF)));
    assertFalse(vector(DType.F32, NAN).allClose(vector(DType.F32, NAN)));
  }
}
