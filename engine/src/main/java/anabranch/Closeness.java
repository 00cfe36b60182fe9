package anabranch;

import anabranch.shape.DType;

/** Comparisons of whole tensors. */
final class Closeness {
  private Closeness() {}

  static boolean equal(Tensor a, Tensor b) {
    if (a.dtype() != b.dtype() || !a.shape().equals(b.shape())) {
      return false;
    }
    return Scope.call(() -> a.eq(b).all().itemBoolean());
  }

  static boolean allClose(Tensor a, Tensor b, double rtol, double atol) {
    return Scope.call(
        () -> {
          Tensor x = a.to(DType.F64);
          Tensor y = b.to(DType.F64);
          Tensor near = x.sub(y).abs().le(y.abs().mul(rtol).add(atol));
          Tensor finite = y.sub(y).eq(0);
          return near.logicalAnd(finite).logicalOr(x.eq(y)).all().itemBoolean();
        });
  }
}
