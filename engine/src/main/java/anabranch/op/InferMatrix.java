package anabranch.op;

import anabranch.shape.Shape;
import java.util.Arrays;
import java.util.List;

/** Shapes and types of matrix products and of the normalization over trailing dimensions. */
final class InferMatrix {
  private InferMatrix() {}

  static Spec matmul(Op.MatMul op, List<Spec> inputs) {
    boolean added = op.beta() != 0;
    Spec a = Require.inputs(op, inputs, added ? 3 : 2);
    Spec b = inputs.get(1);
    Require.number(op, a);
    Require.sameType(op, a, b);
    Spec out = new Spec(a.dtype(), product(op, a.shape(), b.shape()));
    if (added) {
      Require.shapeOf(op, "the summand", inputs.get(2), out, out.shape().sizes());
    }
    return out;
  }

  private static Shape product(Op op, Shape a, Shape b) {
    int rank = a.rank();
    if (rank < 2 || b.rank() != rank) {
      throw Require.shape(
          op, "expected two batches of matrices of equal rank, got %s and %s", a, b);
    }
    if (a.size(-1) != b.size(-2)) {
      throw mismatch(op, a, b);
    }
    long[] sizes = a.sizes();
    if (!Arrays.equals(sizes, 0, rank - 2, b.sizes(), 0, rank - 2)) {
      throw Require.shape(op, "expected equal batch dimensions, got %s and %s", a, b);
    }
    sizes[rank - 1] = b.size(-1);
    return Shape.of(sizes);
  }

  private static RuntimeException mismatch(Op op, Shape a, Shape b) {
    if (a.rank() == 2) {
      return Require.shape(
          op,
          "mat1 and mat2 shapes cannot be multiplied (%dx%d and %dx%d)",
          a.size(0),
          a.size(1),
          b.size(0),
          b.size(1));
    }
    return Require.shape(
        op,
        "mat1 and mat2 shapes cannot be multiplied (%s and %s): size %d of the first's last"
            + " dimension must match size %d of the second's last but one",
        a,
        b,
        a.size(-1),
        b.size(-2));
  }

  static Spec layerNorm(Op.LayerNorm op, List<Spec> inputs) {
    Spec x = Require.floating(op, Require.inputs(op, inputs, op.affine() ? 3 : 1));
    int rank = x.shape().rank();
    if (op.dims() < 1 || op.dims() > rank) {
      throw Require.shape(
          op,
          "expected to normalize 1 ... rank dimensions of shape %s, got %d",
          x.shape(),
          op.dims());
    }
    long[] normalized = Arrays.copyOfRange(x.shape().sizes(), rank - op.dims(), rank);
    if (op.affine()) {
      parameter(op, "weight", inputs.get(1), x, normalized);
      parameter(op, "bias", inputs.get(2), x, normalized);
    }
    return x;
  }

  private static void parameter(Op op, String name, Spec given, Spec x, long[] normalized) {
    Shape expected = Shape.of(normalized);
    if (!given.shape().equals(expected)) {
      throw Require.shape(
          op,
          "Expected %s to be of same shape as normalized_shape, but got %s of shape %s and"
              + " normalized_shape = %s",
          name,
          name,
          given.shape(),
          expected);
    }
    Require.sameType(op, x, given);
  }
}
