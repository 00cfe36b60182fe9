package anabranch;

import anabranch.shape.Reshape;
import anabranch.shape.Shape;
import java.util.List;

/**
 * Other shapes of the same elements. What these return shares the storage, so writes in place are
 * seen through it; only {@link #reshape} and {@link #flatten} copy, and only where strides cannot
 * say it, and {@link #contiguous} where elements are not in order. Dimensions may be negative: they
 * count from the end.
 *
 * <p>All throw {@link anabranch.shape.ShapeException} if sizes, dimensions or indices do not fit.
 */
public sealed interface Views permits Tensor {
  /**
   * The same elements in row-major order with other sizes; a view if possible, else a copy.
   *
   * @param sizes the new sizes; one may be -1 and is what is left
   */
  default Tensor reshape(long... sizes) {
    Tensor self = (Tensor) this;
    return Viewing.reshape(self, Reshape.infer(self.shape(), sizes));
  }

  /** As {@link #reshape(long...)}. */
  default Tensor reshape(Shape shape) {
    return reshape(shape.sizes());
  }

  /**
   * Any layout of the elements of the storage, not only of this tensor's, as PyTorch's {@code
   * as_strided}.
   *
   * @param sizes the new sizes
   * @param strides the step of each dimension in the storage, in elements, 0 or more
   * @param offset where in the storage the first element is, in elements
   * @throws anabranch.shape.ShapeException if an element would be outside of the storage
   */
  default Tensor asStrided(long[] sizes, long[] strides, long offset) {
    return Viewing.strided((Tensor) this, sizes, strides, offset);
  }

  /** As {@link #reshape(long...)}, but never a copy: an error where strides cannot say it. */
  default Tensor view(long... sizes) {
    return Viewing.view((Tensor) this, sizes);
  }

  /** Dimension {@code i} of the result is dimension {@code dims[i]} of this. */
  default Tensor permute(int... dims) {
    Tensor self = (Tensor) this;
    return Viewing.of("permute", self, self.layout().permute(dims));
  }

  /** Dimensions {@code a} and {@code b} exchanged. */
  default Tensor transpose(int a, int b) {
    Tensor self = (Tensor) this;
    return Viewing.of("transpose", self, self.layout().transpose(a, b));
  }

  /** A matrix transposed; fewer dimensions stay as they are. */
  default Tensor t() {
    Tensor self = (Tensor) this;
    return Viewing.of("t", self, Viewing.transposed(self));
  }

  /** Sizes of 1 stretched to {@code sizes}, new dimensions in front; -1 keeps a size. */
  default Tensor expand(long... sizes) {
    Tensor self = (Tensor) this;
    return Viewing.of("expand", self, self.layout().expand(sizes));
  }

  /** As {@link #expand} to the other's shape. */
  default Tensor expandAs(Tensor other) {
    return expand(other.shape().sizes());
  }

  /**
   * Python's {@code [start:end:step]} of dimension {@code dim}; both ends are clamped to the size.
   */
  default Tensor slice(int dim, long start, long end, long step) {
    Tensor self = (Tensor) this;
    return Viewing.of("slice", self, self.layout().slice(dim, start, end, step));
  }

  /** Python's {@code [start:end]} of dimension {@code dim}; both ends are clamped to the size. */
  default Tensor slice(int dim, long start, long end) {
    return slice(dim, start, end, 1);
  }

  /** {@code length} indices of dimension {@code dim} from {@code start}; nothing is clamped. */
  default Tensor narrow(int dim, long start, long length) {
    Tensor self = (Tensor) this;
    return Viewing.of("narrow", self, Viewing.narrowed(self, dim, start, length));
  }

  /** Index {@code index} of dimension {@code dim}, without that dimension. */
  default Tensor select(int dim, long index) {
    Tensor self = (Tensor) this;
    return Viewing.of("select", self, self.layout().select(dim, index));
  }

  /** Index {@code index} of the first dimension: Python's {@code [index]}. */
  default Tensor get(long index) {
    return select(0, index);
  }

  /** Without any dimension of size 1. */
  default Tensor squeeze() {
    Tensor self = (Tensor) this;
    return Viewing.of("squeeze", self, self.layout().squeeze());
  }

  /** Without dimension {@code dim} if its size is 1. */
  default Tensor squeeze(int dim) {
    Tensor self = (Tensor) this;
    return Viewing.of("squeeze", self, self.layout().squeeze(dim));
  }

  /** With a new dimension of size 1 before {@code dim}; -1 appends it. */
  default Tensor unsqueeze(int dim) {
    Tensor self = (Tensor) this;
    return Viewing.of("unsqueeze", self, self.layout().unsqueeze(dim));
  }

  /** All elements in one dimension. */
  default Tensor flatten() {
    return reshape(((Tensor) this).numel());
  }

  /** Dimensions {@code start} to {@code end}, both included, as one. */
  default Tensor flatten(int start, int end) {
    Tensor self = (Tensor) this;
    return Viewing.reshape(self, Viewing.flattened(self, start, end));
  }

  /** This if its elements are in row-major order without holes, else a copy that is. */
  default Tensor contiguous() {
    Tensor self = (Tensor) this;
    return self.layout().isContiguous()
        ? self
        : new Tensor(Copying.dense("contiguous", self.value()));
  }

  /** Whether the elements are in row-major order without holes. */
  default boolean isContiguous() {
    return ((Tensor) this).layout().isContiguous();
  }

  /** Pieces of {@code size} along dimension {@code dim}; the last may be smaller. */
  default List<Tensor> split(long size, int dim) {
    return Viewing.split((Tensor) this, size, dim);
  }

  /** Pieces of these sizes along dimension {@code dim}; they must add up to its size. */
  default List<Tensor> split(long[] sizes, int dim) {
    return Viewing.split((Tensor) this, dim, sizes);
  }

  /**
   * At most {@code chunks} pieces of equal size along dimension {@code dim}; the last may be
   * smaller.
   */
  default List<Tensor> chunk(int chunks, int dim) {
    return Viewing.chunk((Tensor) this, chunks, dim);
  }
}
