package anabranch.script.ops;

import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.shape.DType;

/** Parts of tensors: slices, which are views, and elements picked by tensors of indices. */
final class IndexOps {
  private IndexOps() {}

  static void add(OpTable.Builder t) {
    t.op(
        "select.int(Tensor self, int dim, int index) -> Tensor",
        a -> a.tensor(0).select(a.small(1), a.integer(2)));
    t.op(
        "slice.Tensor(Tensor self, int dim=0, int? start=None, int? end=None, int step=1) ->"
            + " Tensor",
        a ->
            a.tensor(0)
                .slice(
                    a.small(1), a.integerOr(2, 0), a.integerOr(3, Long.MAX_VALUE), a.integer(4)));
    t.op(
        "narrow(Tensor self, int dim, int start, int length) -> Tensor",
        a -> a.tensor(0).narrow(a.small(1), a.integer(2), a.integer(3)));
    t.op(
        "index.Tensor(Tensor self, Tensor?[] indices) -> Tensor",
        a -> Scope.call(() -> Picking.of(a.tensor(0), a.items(1)).read()));
    for (String name : new String[] {"index_put_", "index_put"}) {
      t.op(
          name + "(Tensor self, Tensor?[] indices, Tensor values, bool accumulate=False) -> Tensor",
          a -> {
            Tensor self = name.endsWith("_") ? a.tensor(0) : a.tensor(0).clone();
            Scope.run(() -> Picking.of(self, a.items(1)).write(a.tensor(2), a.flag(3)));
            return self;
          });
    }
    t.op(
        "index_select(Tensor self, int dim, Tensor index) -> Tensor",
        a -> a.tensor(0).indexSelect(a.small(1), a.tensor(2)));
    t.op(
        "gather(Tensor self, int dim, Tensor index, *, bool sparse_grad=False) -> Tensor",
        a -> a.tensor(0).gather(a.small(1), a.tensor(2)));
    scatters(t);
    t.op(
        "masked_select(Tensor self, Tensor mask) -> Tensor",
        a -> Scope.call(() -> selected(a.tensor(0), a.tensor(1))));
    t.op("nonzero(Tensor self) -> Tensor", a -> Picking.nonzero(a.tensor(0)));
    t.op(
        "copy_(Tensor self, Tensor src, bool non_blocking=False) -> Tensor",
        a -> a.tensor(0).copy_(a.tensor(1)));
    t.op("copy_.number(Tensor self, Scalar src) -> Tensor", a -> a.tensor(0).fill_(a.number(1)));
    t.op("fill_.Scalar(Tensor self, Scalar value) -> Tensor", a -> a.tensor(0).fill_(a.number(1)));
    t.op("fill_.Tensor(Tensor self, Tensor value) -> Tensor", a -> a.tensor(0).copy_(a.tensor(1)));
    t.op("zero_(Tensor self) -> Tensor", a -> a.tensor(0).zero_());
    triangles(t);
  }

  private static Tensor selected(Tensor x, Tensor mask) {
    long[] sizes = anabranch.shape.Shape.broadcast(x.shape(), mask.shape()).sizes();
    Tensor where = mask.expand(sizes).reshape(-1);
    return x.expand(sizes).reshape(-1).indexSelect(0, Picking.nonzero(where).reshape(-1));
  }

  private static void scatters(OpTable.Builder t) {
    t.op(
        "scatter.src(Tensor self, int dim, Tensor index, Tensor src) -> Tensor",
        a -> a.tensor(0).scatter(a.small(1), a.tensor(2), a.tensor(3)));
    t.op(
        "scatter.value(Tensor self, int dim, Tensor index, Scalar value) -> Tensor",
        a -> a.tensor(0).scatter(a.small(1), a.tensor(2), a.number(3)));
    t.op(
        "scatter_.src(Tensor self, int dim, Tensor index, Tensor src) -> Tensor",
        a -> a.tensor(0).scatter_(a.small(1), a.tensor(2), a.tensor(3)));
    t.op(
        "scatter_.value(Tensor self, int dim, Tensor index, Scalar value) -> Tensor",
        a -> {
          Scope.run(
              () -> {
                Tensor value = Tensors.full(a.device(), a.tensor(0).dtype(), a.number(3));
                a.tensor(0)
                    .scatter_(a.small(1), a.tensor(2), value.expand(a.tensor(2).shape().sizes()));
              });
          return a.tensor(0);
        });
    t.op(
        "scatter_add(Tensor self, int dim, Tensor index, Tensor src) -> Tensor",
        a -> a.tensor(0).scatterAdd(a.small(1), a.tensor(2), a.tensor(3)));
    t.op(
        "scatter_add_(Tensor self, int dim, Tensor index, Tensor src) -> Tensor",
        a -> a.tensor(0).scatterAdd_(a.small(1), a.tensor(2), a.tensor(3)));
  }

  private static void triangles(OpTable.Builder t) {
    t.op(
        "tril(Tensor self, int diagonal=0) -> Tensor",
        a -> Scope.call(() -> triangle(a.tensor(0), a.integer(1), true)));
    t.op(
        "triu(Tensor self, int diagonal=0) -> Tensor",
        a -> Scope.call(() -> triangle(a.tensor(0), a.integer(1), false)));
    t.op(
        "diagonal(Tensor self, int offset=0, int dim1=0, int dim2=1) -> Tensor",
        a -> Scope.call(() -> diagonal(a)));
  }

  private static Tensor triangle(Tensor x, long diagonal, boolean lower) {
    Tensor rows = range(x, -2).unsqueeze(1);
    Tensor columns = range(x, -1).sub(diagonal);
    Tensor outside = lower ? columns.gt(rows) : columns.lt(rows);
    return x.maskedFill(outside, 0);
  }

  private static Tensor range(Tensor x, int dim) {
    return Tensors.arange(x.device(), DType.I64, 0, x.size(dim), 1);
  }

  /** A copy, of matrices only. */
  private static Tensor diagonal(Args a) {
    Tensor x = a.tensor(0);
    if (x.rank() != 2 || a.integer(2) + a.integer(3) != 1 || a.integer(1) != 0) {
      throw new ScriptError("diagonal is supported for the main diagonal of matrices only");
    }
    long n = Math.min(x.size(0), x.size(1));
    Tensor index = Tensors.arange(x.device(), DType.I64, 0, n, 1).unsqueeze(1);
    return x.narrow(0, 0, n).gather(1, index).squeeze(1);
  }
}
