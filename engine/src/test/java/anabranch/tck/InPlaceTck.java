package anabranch.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import anabranch.Rounding;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.shape.DType;
import anabranch.shape.DTypeException;
import anabranch.shape.ShapeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Writes in place: through views, over overlaps, into the type that is there. */
public abstract class InPlaceTck extends OpTck {
  private static final double[] SIX = {1, 2, 3, 4, 5, 6};

  @ParameterizedTest
  @EnumSource(Form.class)
  void writesThroughEveryForm(Form form) {
    Tensor base = tensor(DType.F32, SIX, 2, 3);
    Tensor x = form.of(base);
    assertSame(x, x.add_(1));
    Check.values(x, 2, 3, 4, 5, 6, 7);
    Check.values(x.sub_(base), 1, 1, 1, 1, 1, 1);
    Check.values(x.mul_(base).mul_(2), 2, 4, 6, 8, 10, 12);
    Check.values(x.div_(vector(DType.F32, 1, 2, 3)), 2, 2, 2, 8, 5, 4);
    Check.values(x.add_(base, -2), 0, -2, -4, 0, -5, -8);
    Check.values(x.neg_(), 0 * -1.0, 2, 4, 0 * -1.0, 5, 8);
    Check.values(x.abs_().clamp_(1, 4), 1, 2, 4, 1, 4, 4);
    Check.values(x.pow_(2).sqrt_(), 1, 2, 4, 1, 4, 4);
    Check.values(x.remainder_(3), 1, 2, 1, 1, 1, 1);
    Check.values(x.div_(2, Rounding.FLOOR), 0, 1, 0, 0, 0, 0);
    Check.values(x.fill_(7), 7, 7, 7, 7, 7, 7);
    Check.values(x.copy_(base).relu_(), SIX);
    Check.values(x.maskedFill_(base.gt(4), -1), 1, 2, 3, 4, -1, -1);
    Check.values(x.zero_(), 0, 0, 0, 0, 0, 0);
  }

  @Test
  void isSeenThroughAllViews() {
    Tensor x = Tensors.zeros(device(), 4, 3);
    x.select(1, 1).fill_(5);
    x.slice(0, 0, 4, 2).add_(1);
    x.t().narrow(0, 2, 1).mul_(10);
    Check.values(x, 1, 6, 10, 0, 5, 0, 1, 6, 10, 0, 5, 0);
    x.view(12).get(3).copy_(Tensors.scalar(device(), 9));
    assertEquals(9, x.get(1).get(0).item());
  }

  @Test
  void aViewOutlivesItsBase() {
    Tensor row = Scope.call(() -> Tensors.ones(device(), 2, 3).get(1));
    Tensor base = Tensors.ones(device(), 3);
    Tensor view = base.slice(0, 1, 3);
    base.close();
    Check.values(view.add_(1), 2, 2);
    Check.values(row.add_(1), 2, 2, 2);
  }

  @Test
  void operandsMayOverlap() {
    Tensor x = vector(DType.F32, 1, 2, 3, 4, 5);
    x.slice(0, 1, 5).add_(x.slice(0, 0, 4));
    Check.values(x, 1, 3, 5, 7, 9);
    Tensor y = vector(DType.F32, 1, 2, 3, 4, 5);
    y.slice(0, 1, 5).copy_(y.slice(0, 0, 4));
    Check.values(y, 1, 1, 2, 3, 4);
    Tensor z = vector(DType.F32, 1, 2, 3, 4, 5);
    z.slice(0, 0, 4).copy_(z.slice(0, 1, 5));
    Check.values(z, 2, 3, 4, 5, 5);
    Tensor m = tensor(DType.F32, new double[] {1, 2, 3, 4}, 2, 2);
    Check.values(m.add_(m.t()), 2, 5, 5, 8);
    Check.values(m.mul_(m), 4, 25, 25, 64);
    Check.values(m.sub_(m.get(0)), 0, 0, 21, 39);
    Check.values(m.copy_(m.t()), 0, 21, 0, 39);
    Tensor s = vector(DType.I64, 1, 2, 3);
    Check.values(s.scatter_(0, longs(2, 1, 0), s), 3, 2, 1);
  }

  @Test
  void keepsItsType() {
    Tensor half = vector(DType.F16, 1, 2);
    assertEquals(DType.F16, half.add_(vector(DType.F32, 0.5, 0.5)).dtype());
    Check.values(half, 1.5, 2.5);
    Tensor bytes = vector(DType.U8, 250, 1);
    Check.values(bytes.add_(longs(10, 10)), 4, 11);
    Check.values(longs(1, 2).mul_(vector(DType.BOOL, 0, 1)), 0, 2);
    Check.values(vector(DType.F32, 1, 2).add_(longs(1, 1)), 2, 3);
    Check.values(vector(DType.F32, 1, 2).copy_(longs(3, 4)), 3, 4);
    Check.values(longs(1, 2).copy_(vector(DType.F32, 3.9, -4.9)), 3, -4);
    Check.values(vector(DType.BOOL, 0, 0).copy_(vector(DType.F32, NAN, 0.5)), 1, 1);
  }

  @Test
  void refusesTypesThatDoNotGoIn() {
    String words = "can't be cast to the desired output type";
    Tensor x = longs(1, 2);
    Check.refused(
        DTypeException.class, () -> x.add_(1.5), "add: result type F32 " + words + " I64");
    Check.refused(
        DTypeException.class,
        () -> x.mul_(vector(DType.F16, 1, 2)),
        "mul: result type F16 " + words + " I64");
    Check.refused(DTypeException.class, () -> x.div_(2), "div: result type F32", words);
    Check.refused(DTypeException.class, x::exp_, "exp: result type F32", words);
    Check.refused(
        DTypeException.class,
        () -> vector(DType.BOOL, 1).add_(1),
        "add: result type I64 " + words + " BOOL");
    Check.refused(
        DTypeException.class,
        () -> vector(DType.U8, 1).fill_(300),
        "fill: value 300 cannot be converted to type U8 without overflow");
    Check.values(x, 1, 2);
  }

  @Test
  void refusesToGrow() {
    Check.refused(
        ShapeException.class,
        () -> Tensors.zeros(3).add_(Tensors.zeros(2, 3)),
        "add: output with shape [3] doesn't match the broadcast shape [2, 3]");
    Check.refused(
        ShapeException.class,
        () -> Tensors.zeros(1).copy_(Tensors.zeros(3)),
        "copy: output with shape [1] doesn't match the broadcast shape [3]");
    Check.refused(
        ShapeException.class,
        () -> Tensors.zeros(2).mul_(Tensors.zeros(3)),
        "mul",
        "size of tensor a (2) must match the size of tensor b (3)");
  }

  @Test
  void refusesExpandedTargets() {
    Tensor x = Tensors.ones(device(), 1).expand(3);
    String words = "more than one element of the written-to tensor refers to a single memory";
    Check.refused(ShapeException.class, () -> x.add_(1), "add: unsupported operation", words);
    Check.refused(ShapeException.class, () -> x.copy_(Tensors.ones(3)), "copy", words);
    Check.refused(ShapeException.class, () -> x.fill_(1), "fill", words);
    Check.refused(ShapeException.class, () -> x.scatter_(0, longs(0), x), "scatter", words);
    Check.values(x.clone().add_(1), 2, 2, 2);
    Check.values(Tensors.ones(1).expand(1).add_(1), 2);
  }

  @Test
  void drawsInPlace() {
    Tensor x = Tensors.zeros(device(), 100, 10);
    x.select(1, 0).uniform_(5, 6);
    assertEquals(0, x.narrow(1, 1, 9).abs().sum().item());
    assertEquals(1, x.select(1, 0).ge(5).all().item());
    assertEquals(1, x.select(1, 0).lt(6).all().item());
    Check.values(x.normal_(3, 0).sub(3).abs().max(), 0);
  }
}
