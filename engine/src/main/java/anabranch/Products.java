package anabranch;

import anabranch.op.Infer;
import anabranch.op.Op;
import anabranch.op.Scalar;
import anabranch.op.Spec;
import anabranch.run.Dispatcher;
import anabranch.run.Value;
import anabranch.shape.DType;
import anabranch.shape.DTypeException;
import anabranch.shape.Layout;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Matrix products by PyTorch's rules for vectors and batches, and the normalization of layers. */
final class Products {
  private static final Op.MatMul PRODUCT = new Op.MatMul(1, 0, false);

  private Products() {}

  static Tensor matmul(Tensor x, Tensor y) {
    if (x.rank() == 0 || y.rank() == 0) {
      throw new ShapeException(
          "both arguments to matmul need to be at least 1D, but they are %dD and %dD"
              .formatted(x.rank(), y.rank()));
    }
    try (Operands operands = new Operands("matmul")) {
      Value a = x.rank() > 1 ? x.value() : Operands.shaped(x.value(), x.layout().unsqueeze(0));
      Value b = y.rank() > 1 ? y.value() : Operands.shaped(y.value(), y.layout().unsqueeze(1));
      Shape shape = resultShape(x, y, batch(a, b));
      Value out = rank(b) == 2 ? folded(operands, PRODUCT, a, b, null) : batched(a, b);
      return new Tensor(Operands.shaped(out, Layout.contiguous(shape)));
    }
  }

  private static int rank(Value x) {
    return x.layout().shape().rank();
  }

  private static Shape batch(Value a, Value b) {
    return Infer.broadcast("matmul", leading(a), leading(b));
  }

  private static Shape leading(Value x) {
    long[] sizes = x.layout().shape().sizes();
    return Shape.of(Arrays.copyOf(sizes, sizes.length - 2));
  }

  private static Shape resultShape(Tensor x, Tensor y, Shape batch) {
    int rows = x.rank() > 1 ? 1 : 0;
    int columns = y.rank() > 1 ? 1 : 0;
    long[] sizes = Arrays.copyOf(batch.sizes(), batch.rank() + rows + columns);
    if (rows > 0) {
      sizes[batch.rank()] = x.size(-2);
    }
    if (columns > 0) {
      sizes[sizes.length - 1] = y.size(-1);
    }
    return Shape.of(sizes);
  }

  /** One product of matrices: the batch of {@code a} is more rows. */
  private static Value folded(
      Operands operands, Op.MatMul op, Value a, Value b, @Nullable Value summand) {
    Shape shape = a.layout().shape();
    Value rows = a;
    if (shape.rank() > 2) {
      long columns = shape.size(-1);
      long count = 1;
      for (int d = 0; d < shape.rank() - 1; d++) {
        count *= shape.size(d);
      }
      rows = operands.reshape(a, Shape.of(count, columns));
    }
    return summand == null
        ? Dispatcher.run(op, rows, b).getFirst()
        : Dispatcher.run(
                op,
                rows,
                b,
                added(summand, rows.layout().shape().size(0), b.layout().shape().size(1)))
            .getFirst();
  }

  private static Value added(Value summand, long rows, long columns) {
    return Operands.shaped(summand, summand.layout().expand(rows, columns));
  }

  private static Value batched(Value a, Value b) {
    return Dispatcher.run(PRODUCT, stretched(a, batch(a, b)), stretched(b, batch(a, b))).getFirst();
  }

  private static Value stretched(Value x, Shape batch) {
    long[] sizes = Arrays.copyOf(batch.sizes(), batch.rank() + 2);
    sizes[batch.rank()] = x.layout().shape().size(-2);
    sizes[batch.rank() + 1] = x.layout().shape().size(-1);
    return Operands.broadcast(x, Shape.of(sizes));
  }

  /** Checks that a tensor has the rank that the operation is for. */
  static Tensor ranked(String name, Tensor x, int rank) {
    if (x.rank() != rank) {
      throw new ShapeException(
          "%s: expected tensors of %d dimensions, got shape %s".formatted(name, rank, x.shape()));
    }
    return x;
  }

  static Tensor dot(Tensor x, Tensor y) {
    ranked("dot", x, 1);
    ranked("dot", y, 1);
    if (x.numel() != y.numel()) {
      throw new ShapeException(
          "dot: inconsistent tensor size, expected tensor %s and src %s to have the same number of elements, but got %d and %d elements respectively"
              .formatted(x.shape(), y.shape(), x.numel(), y.numel()));
    }
    return matmul(x, y);
  }

  static Tensor bmm(Tensor x, Tensor y) {
    ranked("bmm", x, 3);
    ranked("bmm", y, 3);
    if (x.size(0) != y.size(0) || x.size(2) != y.size(1)) {
      throw new ShapeException(
          "bmm: Expected size for first two dimensions of batch2 tensor to be: [%d, %d] but got: [%d, %d]."
              .formatted(x.size(0), x.size(2), y.size(0), y.size(1)));
    }
    return matmul(x, y);
  }

  static Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
    ranked("linear: weight", weight, 2);
    if (x.rank() == 0 || x.size(-1) != weight.size(1)) {
      throw new ShapeException(
          "linear: input and weight shapes cannot be multiplied (%s and %s): expected an input of %d features"
              .formatted(x.shape(), weight.shape(), weight.size(1)));
    }
    if (bias != null && !bias.shape().equals(Shape.of(weight.size(0)))) {
      throw new ShapeException(
          "linear: expected a bias of shape [%d] for a weight of shape %s, got %s"
              .formatted(weight.size(0), weight.shape(), bias.shape()));
    }
    try (Operands operands = new Operands("linear")) {
      Value a = x.rank() > 1 ? x.value() : Operands.shaped(x.value(), x.layout().unsqueeze(0));
      Value b = Operands.shaped(weight.value(), weight.layout().transpose(0, 1));
      Op.MatMul op = new Op.MatMul(1, bias == null ? 0 : 1, true);
      Value out = folded(operands, op, a, b, bias == null ? null : bias.value());
      long[] sizes = x.shape().sizes();
      sizes[sizes.length - 1] = weight.size(0);
      return new Tensor(Operands.shaped(out, Layout.contiguous(Shape.of(sizes))));
    }
  }

  static Tensor addmm(Tensor c, Tensor x, Tensor y, Number beta, Number alpha) {
    ranked("addmm: mat1", x, 2);
    ranked("addmm: mat2", y, 2);
    whole(c.dtype(), beta);
    whole(c.dtype(), alpha);
    double factor = beta.doubleValue();
    Op.MatMul op = new Op.MatMul(alpha.doubleValue(), factor, false);
    try (Operands operands = new Operands("addmm")) {
      return new Tensor(folded(operands, op, x.value(), y.value(), factor == 0 ? null : c.value()));
    }
  }

  private static void whole(DType type, Number factor) {
    if (!type.isFloating() && Scalar.of(factor).kind() == DType.Kind.FLOATING) {
      throw new DTypeException(
          "addmm: for tensors of %s, alpha and beta must be whole numbers, got %s"
              .formatted(type, factor));
    }
  }

  static Tensor layerNorm(
      Tensor x, long[] sizes, @Nullable Tensor weight, @Nullable Tensor bias, double epsilon) {
    Shape normalized = Shape.of(sizes);
    int from = x.rank() - sizes.length;
    boolean fits =
        sizes.length > 0
            && from >= 0
            && Arrays.equals(sizes, 0, sizes.length, x.shape().sizes(), from, x.rank());
    if (!fits) {
      throw new ShapeException(
          "layer_norm: Given normalized_shape=%s, expected input with shape [*, %s], but got input of size%s"
              .formatted(normalized, Arrays.toString(sizes).replaceAll("[\\[\\]]", ""), x.shape()));
    }
    boolean affine = weight != null || bias != null;
    Op op = new Op.LayerNorm(sizes.length, epsilon, affine);
    if (!affine) {
      return Operands.run(op, x.value());
    }
    try (Operands operands = new Operands("layer_norm")) {
      Value w = weight != null ? weight.value() : constant(operands, x, normalized, 1);
      Value b = bias != null ? bias.value() : constant(operands, x, normalized, 0);
      return Operands.run(op, x.value(), w, b);
    }
  }

  private static Value constant(Operands operands, Tensor x, Shape shape, long value) {
    return operands.keep(
        Dispatcher.create(
            new Op.Fill(Scalar.of(value)), x.value().device(), new Spec(x.dtype(), shape)));
  }
}
