package anabranch.script.ops;

import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.shape.DType;
import java.util.function.BinaryOperator;

/** Comparison, logic and choice. */
final class CompareOps {
  private CompareOps() {}

  private interface WithNumber {
    Tensor apply(Tensor x, Number y);
  }

  static void add(OpTable.Builder t) {
    both(t, "eq", Tensor::eq, Tensor::eq);
    both(t, "ne", Tensor::ne, Tensor::ne);
    both(t, "lt", Tensor::lt, Tensor::lt);
    both(t, "le", Tensor::le, Tensor::le);
    both(t, "gt", Tensor::gt, Tensor::gt);
    both(t, "ge", Tensor::ge, Tensor::ge);
    t.op("eq.bool(bool a, bool b) -> bool", a -> a.flag(0) == a.flag(1));
    t.op("ne.bool(bool a, bool b) -> bool", a -> a.flag(0) != a.flag(1));
    t.op("eq.device(Device a, Device b) -> bool", a -> true);
    t.op("ne.device(Device a, Device b) -> bool", a -> false);
    t.op("eq.any(Any a, Any b) -> bool", a -> Equality.equal(a.value(0), a.value(1)));
    t.op("ne.any(Any a, Any b) -> bool", a -> !Equality.equal(a.value(0), a.value(1)));
    t.op("__is__(Any self, Any obj) -> bool", a -> a.value(0) == a.value(1) || primitive(a));
    t.op("__isnot__(Any self, Any obj) -> bool", a -> a.value(0) != a.value(1) && !primitive(a));
    t.op("equal(Tensor self, Tensor other) -> bool", a -> a.tensor(0).equal(a.tensor(1)));
    t.op(
        "allclose(Tensor self, Tensor other, float rtol=1e-05, float atol=1e-08, bool"
            + " equal_nan=False) -> bool",
        a -> a.tensor(0).allClose(a.tensor(1), a.real(2), a.real(3)));
    logic(t);
    choice(t);
  }

  /** Equal values that Java boxes apart. */
  private static boolean primitive(Args a) {
    return a.value(0) instanceof Boolean x && x.equals(a.value(1));
  }

  private static void both(
      OpTable.Builder t, String name, BinaryOperator<Tensor> tensor, WithNumber number) {
    t.op(
        name + ".Tensor(Tensor self, Tensor other) -> Tensor",
        a -> tensor.apply(a.tensor(0), a.tensor(1)));
    t.op(
        name + ".Scalar(Tensor self, Scalar other) -> Tensor",
        a -> number.apply(a.tensor(0), a.number(1)));
  }

  private static void logic(OpTable.Builder t) {
    binary(t, "logical_and", Tensor::logicalAnd);
    binary(t, "logical_or", Tensor::logicalOr);
    binary(t, "logical_xor", Tensor::logicalXor);
    binary(t, "bitwise_and", Tensor::bitwiseAnd);
    binary(t, "bitwise_or", Tensor::bitwiseOr);
    binary(t, "bitwise_xor", Tensor::bitwiseXor);
    binary(t, "__and__", Tensor::bitwiseAnd);
    binary(t, "__or__", Tensor::bitwiseOr);
    binary(t, "__xor__", Tensor::bitwiseXor);
    t.op("logical_not(Tensor self) -> Tensor", a -> a.tensor(0).logicalNot());
    t.op("isnan(Tensor self) -> Tensor", a -> a.tensor(0).isnan());
    t.op(
        "isinf(Tensor self) -> Tensor",
        a -> Scope.call(() -> a.tensor(0).abs().eq(Double.POSITIVE_INFINITY)));
    t.op(
        "isfinite(Tensor self) -> Tensor",
        a -> Scope.call(() -> a.tensor(0).sub(a.tensor(0)).eq(0)));
  }

  private static void binary(OpTable.Builder t, String name, BinaryOperator<Tensor> f) {
    t.op(
        name + ".Tensor(Tensor self, Tensor other) -> Tensor",
        a -> f.apply(a.tensor(0), a.tensor(1)));
  }

  private static void choice(OpTable.Builder t) {
    t.op(
        "where.self(Tensor condition, Tensor self, Tensor other) -> Tensor",
        a -> Tensors.where(truth(a, 0), a.tensor(1), a.tensor(2)));
    t.op(
        "where.ScalarSelf(Tensor condition, Scalar self, Tensor other) -> Tensor",
        a -> chosen(a, scalar(a, 1, a.tensor(2)), a.tensor(2)));
    t.op(
        "where.ScalarOther(Tensor condition, Tensor self, Scalar other) -> Tensor",
        a -> chosen(a, a.tensor(1), scalar(a, 2, a.tensor(1))));
    t.op(
        "where.Scalar(Tensor condition, Scalar self, Scalar other) -> Tensor",
        a ->
            chosen(
                a,
                Tensors.scalar(a.device(), a.number(1)),
                Tensors.scalar(a.device(), a.number(2))));
    t.op(
        "masked_fill.Scalar(Tensor self, Tensor mask, Scalar value) -> Tensor",
        a -> a.tensor(0).maskedFill(a.tensor(1), a.number(2)));
    t.op(
        "masked_fill_.Scalar(Tensor self, Tensor mask, Scalar value) -> Tensor",
        a -> a.tensor(0).maskedFill_(a.tensor(1), a.number(2)));
    t.op(
        "masked_fill.Tensor(Tensor self, Tensor mask, Tensor value) -> Tensor",
        a ->
            Scope.call(
                () ->
                    Tensors.where(a.tensor(1), a.tensor(2).to(a.tensor(0).dtype()), a.tensor(0))));
  }

  private static Tensor truth(Args a, int i) {
    return a.tensor(i).dtype() == DType.BOOL ? a.tensor(i) : a.tensor(i).to(DType.BOOL);
  }

  private static Tensor chosen(Args a, Tensor x, Tensor y) {
    return Tensors.where(truth(a, 0), x, y);
  }

  private static Tensor scalar(Args a, int i, Tensor like) {
    DType type = like.dtype();
    boolean real = a.number(i) instanceof Double && !type.isFloating();
    return Tensors.full(a.device(), real ? DType.F32 : type, a.number(i));
  }
}
