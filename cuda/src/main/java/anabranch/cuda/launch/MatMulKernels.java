package anabranch.cuda.launch;

import anabranch.op.Op;
import anabranch.shape.DType;
import anabranch.shape.Layout;
import anabranch.shape.Shape;
import anabranch.spi.View;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Matrix products: by cuBLAS, or by a kernel of our own where it has none. */
final class MatMulKernels {
  /** Rows and columns of results that a block of our own kernel makes, as in matmul.cu. */
  private static final long EDGE = 16;

  private final KernelSet product;
  private final Products products;

  MatMulKernels(Kernels kernels) {
    product = new KernelSet(kernels, "matmul", "product");
    products = new Products(kernels);
  }

  void run(Launcher launcher, Op.MatMul op, List<View> outputs, List<View> inputs) {
    Operand out = Operand.of(launcher, outputs.getFirst());
    if (out.layout().shape().numel() == 0) {
      return;
    }
    Operand a = Operand.of(launcher, inputs.get(0));
    Operand b = Operand.of(launcher, inputs.get(1));
    Operand c = op.beta() == 0 ? null : Operand.of(launcher, inputs.get(2));
    if (!out.dtype().isFloating()) {
      whole(launcher, op, out, a, b, c == null ? out : c);
      return;
    }
    try (Workspace workspace = new Workspace(launcher)) {
      Operand target = out.matrix().fits() ? out : room(workspace, out.dtype(), out.layout());
      if (c != null && !isSame(c, target)) {
        products.copy(launcher, c, target);
      }
      real(workspace, op, target, a, b);
      if (target != out) {
        products.copy(launcher, target, out);
      }
    }
  }

  private static boolean isSame(Operand c, Operand target) {
    return c.address() == target.address()
        && Arrays.equals(c.layout().strides(), target.layout().strides());
  }

  /** Room for elements of the layout's shape; those that an expanded one repeats are held once. */
  private static Operand room(Workspace workspace, DType dtype, Layout layout) {
    long[] sizes = layout.shape().sizes();
    for (int d = 0; d < sizes.length - 2; d++) {
      sizes[d] = layout.stride(d) == 0 ? 1 : sizes[d];
    }
    Layout held = Layout.contiguous(Shape.of(sizes));
    long[] strides = held.strides();
    for (int d = 0; d < sizes.length - 2; d++) {
      strides[d] = layout.stride(d) == 0 ? 0 : strides[d];
    }
    long address = workspace.allocate(held.shape().numel() * dtype.byteSize());
    return new Operand(dtype, address, Layout.of(layout.shape(), strides, 0));
  }

  /** The operand, or a copy of it if its matrices do not fit. */
  private Operand fitting(Workspace workspace, Operand of) {
    if (of.matrix().fits()) {
      return of;
    }
    Operand copy = room(workspace, of.dtype(), of.layout());
    products.copy(workspace.launcher(), once(of, of.layout()), once(copy, of.layout()));
    return copy;
  }

  /** Without what {@code like} repeats. */
  private static Operand once(Operand of, Layout like) {
    long[] sizes = like.shape().sizes();
    for (int d = 0; d < sizes.length - 2; d++) {
      sizes[d] = like.stride(d) == 0 ? 1 : sizes[d];
    }
    return new Operand(
        of.dtype(), of.address(), Layout.of(Shape.of(sizes), of.layout().strides(), 0));
  }

  private void real(Workspace workspace, Op.MatMul op, Operand out, Operand a, Operand b) {
    Operand left = fitting(workspace, a);
    Operand right = fitting(workspace, b);
    if (!asOne(workspace.launcher(), op, out, left, right)) {
      batches(workspace.launcher(), op, out, left, right);
    }
  }

  /** All rows of a batch with the same b are one matrix, if they have a common stride. */
  private boolean asOne(Launcher launcher, Op.MatMul op, Operand out, Operand a, Operand b) {
    Layout repeated = leading(b, 2);
    for (int d = 0; d < repeated.shape().rank(); d++) {
      if (repeated.shape().size(d) > 1 && repeated.stride(d) != 0) {
        return false;
      }
    }
    Matrix target = rows(out);
    Matrix left = rows(a);
    if (target == null || left == null || !target.fits() || !left.fits()) {
      return false;
    }
    if (target.rows() > Integer.MAX_VALUE) {
      return false;
    }
    products.multiply(
        launcher, op.alpha(), left, b.matrix(), op.beta(), target, Products.Batch.ONE);
    return true;
  }

  /** All but the last dimension as rows, or null if they have no common stride. */
  private static @Nullable Matrix rows(Operand of) {
    Strided rows = Strided.of(List.of(leading(of, 1)));
    if (rows.sizes().length > 1) {
      return null;
    }
    boolean many = rows.sizes().length == 1;
    long count = many ? rows.sizes()[0] : 1;
    long stride = many ? rows.strides()[0][0] : of.layout().stride(-2);
    return new Matrix(
        of.dtype(),
        of.address(),
        count,
        of.layout().shape().size(-1),
        stride,
        of.layout().stride(-1));
  }

  /** The layout without its last {@code dropped} dimensions. */
  private static Layout leading(Operand of, int dropped) {
    return Layouts.range(of.layout(), 0, of.layout().shape().rank() - dropped);
  }

  /** The innermost dimension of the batch at a time. */
  private void batches(Launcher launcher, Op.MatMul op, Operand out, Operand a, Operand b) {
    Strided batch = Strided.of(List.of(leading(a, 2), leading(b, 2), leading(out, 2)));
    int dims = batch.sizes().length;
    Products.Batch inner = dims == 0 ? Products.Batch.ONE : inner(batch);
    long outer = 1;
    for (int d = 1; d < dims; d++) {
      outer *= batch.sizes()[d];
    }
    for (long i = 0; i < outer; i++) {
      Matrix left = at(a, batch, 0, i);
      Matrix right = at(b, batch, 1, i);
      products.multiply(launcher, op.alpha(), left, right, op.beta(), at(out, batch, 2, i), inner);
    }
  }

  private static Products.Batch inner(Strided batch) {
    long[][] strides = batch.strides();
    return new Products.Batch(
        Math.toIntExact(batch.sizes()[0]), strides[0][0], strides[1][0], strides[2][0]);
  }

  /** The first matrix of the i-th inner batch. */
  private static Matrix at(Operand of, Strided batch, int operand, long i) {
    long offset = 0;
    long rest = i;
    for (int d = 1; d < batch.sizes().length; d++) {
      offset += rest % batch.sizes()[d] * batch.strides()[operand][d];
      rest /= batch.sizes()[d];
    }
    return new Operand(of.dtype(), of.at(offset), of.layout()).matrix();
  }

  /** Whole numbers, of any strides. */
  private void whole(
      Launcher launcher, Op.MatMul op, Operand out, Operand a, Operand b, Operand c) {
    Matrix result = out.matrix();
    long tiles = Math.ceilDiv(result.rows(), EDGE) * Math.ceilDiv(result.columns(), EDGE);
    long batch = out.layout().shape().numel() / result.rows() / result.columns();
    launcher
        .begin(product.of(out.dtype()))
        .pointer(a.address())
        .pointer(b.address())
        .pointer(c.address())
        .pointer(out.address())
        .strided(Strided.of(List.of(leading(out, 2), leading(a, 2), leading(b, 2), leading(c, 2))))
        .i64(result.rows())
        .i64(result.columns())
        .i64(a.layout().shape().size(-1))
        .i64(a.layout().stride(-2))
        .i64(a.layout().stride(-1))
        .i64(b.layout().stride(-2))
        .i64(b.layout().stride(-1))
        .i64(c.layout().stride(-2))
        .i64(c.layout().stride(-1))
        .i64(out.layout().stride(-2))
        .i64(out.layout().stride(-1))
        .i64((long) op.alpha())
        .i64((long) op.beta())
        .launch(batch * tiles, (int) (EDGE * EDGE));
  }
}
