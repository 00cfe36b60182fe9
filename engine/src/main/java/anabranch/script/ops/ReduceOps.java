package anabranch.script.ops;

import anabranch.Scope;
import anabranch.Tensor;
import anabranch.WithIndices;
import anabranch.script.ops.Values.TupleValue;
import anabranch.shape.DType;
import anabranch.shape.Shape;
import org.jspecify.annotations.Nullable;

/** Reductions, softmax and order. */
final class ReduceOps {
  private ReduceOps() {}

  private interface Reduction {
    Tensor apply(Tensor x, int[] dims, boolean keepdim);
  }

  static void add(OpTable.Builder t) {
    sums(t, "sum", Tensor::sum);
    sums(t, "mean", Tensor::mean);
    sums(t, "nansum", (x, d, k) -> x.maskedFill(x.isnan(), 0).sum(d, k));
    t.op(
        "prod(Tensor self, *, int? dtype=None) -> Tensor", a -> cast(a, 1).prod(new int[0], false));
    t.op(
        "prod.dim_int(Tensor self, int dim, bool keepdim=False, *, int? dtype=None) -> Tensor",
        a -> cast(a, 3).prod(a.small(1), a.flag(2)));
    extremes(t);
    truths(t);
    spread(t);
    norms(t);
    order(t);
    t.op(
        "cumsum(Tensor self, int dim, *, int? dtype=None) -> Tensor",
        a -> cast(a, 2).cumsum(a.small(1)));
    t.op(
        "softmax.int(Tensor self, int dim, int? dtype=None) -> Tensor",
        a -> cast(a, 2).softmax(a.small(1)));
    t.op(
        "log_softmax.int(Tensor self, int dim, int? dtype=None) -> Tensor",
        a -> cast(a, 2).logSoftmax(a.small(1)));
    t.op(
        "_softmax(Tensor self, int dim, bool half_to_float) -> Tensor",
        a -> a.tensor(0).softmax(a.small(1)));
    t.op(
        "logsumexp(Tensor self, int[1] dim, bool keepdim=False) -> Tensor",
        a -> Scope.call(() -> logSumExp(a.tensor(0), a.dims(1), a.flag(2))));
  }

  private static Tensor cast(Args a, int type) {
    return a.isNone(type) ? a.tensor(0) : a.tensor(0).to(a.type(type, DType.F32));
  }

  private static void sums(OpTable.Builder t, String name, Reduction f) {
    t.op(
        name + "(Tensor self, *, int? dtype=None) -> Tensor",
        a -> f.apply(cast(a, 1), new int[0], false));
    t.op(
        name + ".dim(Tensor self, int[1]? dim, bool keepdim=False, *, int? dtype=None) -> Tensor",
        a -> f.apply(cast(a, 3), a.dims(1), a.flag(2)));
  }

  private static TupleValue pair(WithIndices found) {
    return TupleValue.of(found.values(), found.indices());
  }

  private static void extremes(OpTable.Builder t) {
    t.op("max(Tensor self) -> Tensor", a -> a.tensor(0).max());
    t.op("min(Tensor self) -> Tensor", a -> a.tensor(0).min());
    t.op(
        "max.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor, Tensor)",
        a -> pair(a.tensor(0).max(a.small(1), a.flag(2))));
    t.op(
        "min.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor, Tensor)",
        a -> pair(a.tensor(0).min(a.small(1), a.flag(2))));
    t.op(
        "amax(Tensor self, int[1] dim=[], bool keepdim=False) -> Tensor",
        a -> a.tensor(0).amax(a.dims(1), a.flag(2)));
    t.op(
        "amin(Tensor self, int[1] dim=[], bool keepdim=False) -> Tensor",
        a -> a.tensor(0).amin(a.dims(1), a.flag(2)));
    t.op(
        "argmax(Tensor self, int? dim=None, bool keepdim=False) -> Tensor",
        a -> a.isNone(1) ? a.tensor(0).argmax() : a.tensor(0).argmax(a.small(1), a.flag(2)));
    t.op(
        "argmin(Tensor self, int? dim=None, bool keepdim=False) -> Tensor",
        a -> a.isNone(1) ? a.tensor(0).argmin() : a.tensor(0).argmin(a.small(1), a.flag(2)));
  }

  private static void truths(OpTable.Builder t) {
    t.op("any(Tensor self) -> Tensor", a -> a.tensor(0).any());
    t.op("all(Tensor self) -> Tensor", a -> a.tensor(0).all());
    t.op(
        "any.dim(Tensor self, int dim, bool keepdim=False) -> Tensor",
        a -> a.tensor(0).any(new int[] {a.small(1)}, a.flag(2)));
    t.op(
        "all.dim(Tensor self, int dim, bool keepdim=False) -> Tensor",
        a -> a.tensor(0).all(new int[] {a.small(1)}, a.flag(2)));
    t.op(
        "count_nonzero(Tensor self, int? dim=None) -> Tensor",
        a -> Scope.call(() -> a.tensor(0).ne(0).sum(a.isNone(1) ? new int[0] : a.dims(1), false)));
  }

  private interface Spread {
    Tensor apply(Tensor x, int correction, int[] dims, boolean keepdim);
  }

  private static void spread(OpTable.Builder t) {
    spread(t, "var", Tensor::var);
    spread(t, "std", Tensor::std);
  }

  private static void spread(OpTable.Builder t, String name, Spread f) {
    t.op(
        name + "(Tensor self, bool unbiased=True) -> Tensor",
        a -> f.apply(a.tensor(0), a.flag(1) ? 1 : 0, new int[0], false));
    t.op(
        name + ".dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -> Tensor",
        a -> f.apply(a.tensor(0), a.flag(2) ? 1 : 0, a.dims(1), a.flag(3)));
    t.op(
        name
            + ".correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool"
            + " keepdim=False) -> Tensor",
        a -> f.apply(a.tensor(0), (int) a.integerOr(2, 1), a.dims(1), a.flag(3)));
  }

  private static void norms(OpTable.Builder t) {
    t.op(
        "norm.Scalar(Tensor self, Scalar p=2) -> Tensor",
        a -> a.tensor(0).norm(a.real(1), new int[0], false));
    t.op(
        "norm.ScalarOpt_dim(Tensor self, Scalar? p, int[1] dim, bool keepdim=False) -> Tensor",
        a -> a.tensor(0).norm(a.isNone(1) ? 2 : a.real(1), a.dims(2), a.flag(3)));
    t.op("frobenius_norm(Tensor self) -> Tensor", a -> a.tensor(0).norm(2, new int[0], false));
    t.op(
        "frobenius_norm.dim(Tensor self, int[1] dim, bool keepdim=False, *, Tensor? out=None) ->"
            + " Tensor",
        a -> into(a, 3, a.tensor(0).norm(2, a.dims(1), a.flag(2))));
    t.op(
        "nuclear_norm(Tensor self, bool keepdim=False, *, Tensor? out=None) -> Tensor",
        a -> noSingularValues());
    t.op(
        "nuclear_norm.dim(Tensor self, int[2] dim, bool keepdim=False, *, Tensor? out=None) ->"
            + " Tensor",
        a -> noSingularValues());
    t.op(
        "linalg_vector_norm(Tensor self, Scalar ord=2, int[1]? dim=None, bool keepdim=False, *,"
            + " int? dtype=None) -> Tensor",
        a -> cast(a, 4).norm(a.real(1), a.dims(2), a.flag(3)));
  }

  private static Tensor into(Args a, int out, Tensor result) {
    Tensor given = a.tensorOrNone(out);
    return given == null ? result : given.copy_(result);
  }

  /** PyTorch's own {@code norm} names it in a branch, so that it has to be known. */
  private static @Nullable Object noSingularValues() {
    throw new ScriptError("nuclear_norm needs singular values, which are not supported");
  }

  private static void order(OpTable.Builder t) {
    t.op(
        "topk(Tensor self, int k, int dim=-1, bool largest=True, bool sorted=True) -> (Tensor,"
            + " Tensor)",
        a -> pair(a.tensor(0).topk(a.integer(1), a.small(2), a.flag(3))));
    t.op(
        "sort(Tensor self, int dim=-1, bool descending=False) -> (Tensor, Tensor)",
        a -> pair(a.tensor(0).sort(a.small(1), a.flag(2))));
    t.op(
        "argsort(Tensor self, int dim=-1, bool descending=False) -> Tensor",
        a -> a.tensor(0).argsort(a.small(1), a.flag(2)));
  }

  /** Where the maximum is infinite it is not subtracted. */
  private static Tensor logSumExp(Tensor x, int[] dims, boolean keepdim) {
    java.util.List<Integer> removed = new java.util.ArrayList<>();
    Tensor most = x.amax(dims, true);
    Tensor shift = most.maskedFill(most.abs().eq(Double.POSITIVE_INFINITY), 0);
    Tensor sum = x.sub(shift).exp().sum(dims, true).log().add(shift);
    if (keepdim) {
      return sum;
    }
    java.util.Arrays.stream(dims)
        .map(d -> Shape.wrap(d, x.rank()))
        .boxed()
        .sorted(java.util.Comparator.reverseOrder())
        .forEach(removed::add);
    for (int d : removed) {
      sum = sum.squeeze(d);
    }
    return sum;
  }
}
