package anabranch;

import anabranch.run.Dispatcher;
import anabranch.run.Value;
import anabranch.shape.Layout;
import anabranch.shape.Reshape;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tensors that share a storage. */
final class Viewing {
  private Viewing() {}

  /** A tensor of {@code layout} on the storage of {@code x}. */
  static Tensor of(String name, Tensor x, Layout layout) {
    Dispatcher.checkOpen(name, x.value());
    return new Tensor(x.value().view(layout));
  }

  static Tensor strided(Tensor x, long[] sizes, long[] strides, long offset) {
    Shape shape = Shape.of(sizes);
    Layout layout = Layout.of(shape, strides, offset);
    long room = x.value().grip().storage().buffer().bytes() / x.dtype().byteSize();
    long last = offset - 1;
    try {
      for (int d = 0; d < sizes.length && shape.numel() > 0; d++) {
        last = Math.addExact(last, Math.multiplyExact(sizes[d] - 1, strides[d]));
      }
      last = Math.addExact(last, shape.numel() > 0 ? 1 : 0);
    } catch (ArithmeticException e) {
      last = Long.MAX_VALUE;
    }
    if (last >= room || Arrays.stream(strides).anyMatch(s -> s < 0)) {
      throw new ShapeException(
          "as_strided: sizes %s, strides %s and offset %d are out of bounds for a storage of %d elements"
              .formatted(shape, Arrays.toString(strides), offset, room));
    }
    return of("as_strided", x, layout);
  }

  static Tensor view(Tensor x, long... sizes) {
    Shape shape = Reshape.infer(x.shape(), sizes);
    Layout view = Reshape.view(x.layout(), shape);
    if (view == null) {
      throw new ShapeException(
          "view size is not compatible with input tensor's size and stride (at least one dimension spans across two contiguous subspaces). Use reshape(...) instead: %s of %s"
              .formatted(shape, x.layout()));
    }
    return of("view", x, view);
  }

  static Tensor reshape(Tensor x, Shape shape) {
    Layout view = Reshape.view(x.layout(), shape);
    if (view != null) {
      return of("reshape", x, view);
    }
    Value dense = Copying.dense("reshape", x.value());
    return new Tensor(Operands.shaped(dense, Layout.contiguous(shape)));
  }

  static Shape flattened(Tensor x, int start, int end) {
    int rank = x.rank();
    int from = x.shape().dim("flatten", start);
    int to = x.shape().dim("flatten", end);
    if (from > to) {
      throw new ShapeException(
          "flatten() has invalid args: start_dim cannot come after end_dim, got %d and %d for shape %s"
              .formatted(start, end, x.shape()));
    }
    if (rank == 0) {
      return Shape.of(1);
    }
    long[] sizes = new long[rank - (to - from)];
    for (int d = 0; d < sizes.length; d++) {
      sizes[d] = d < from ? x.size(d) : d == from ? 1 : x.size(d + to - from);
    }
    for (int d = from; d <= to; d++) {
      sizes[from] *= x.size(d);
    }
    return Shape.of(sizes);
  }

  static Layout transposed(Tensor x) {
    if (x.rank() > 2) {
      throw new ShapeException(
          "t() expects a tensor with <= 2 dimensions, but self is %dD, of shape %s"
              .formatted(x.rank(), x.shape()));
    }
    return x.rank() < 2 ? x.layout() : x.layout().transpose(0, 1);
  }

  static Layout narrowed(Tensor x, int dim, long start, long length) {
    if (x.rank() == 0) {
      throw new ShapeException("narrow() cannot be applied to a 0-dim tensor.");
    }
    long size = x.size(dim);
    if (start < -size || start > size) {
      throw new ShapeException(
          "narrow: start %d is out of range for dimension %d of shape %s, expected %d ... %d"
              .formatted(start, dim, x.shape(), -size, size));
    }
    long from = start < 0 ? start + size : start;
    if (length < 0 || length > size - from) {
      throw new ShapeException(
          "narrow: start (%d) + length (%d) exceeds dimension size (%d), the shape is %s"
              .formatted(from, length, size, x.shape()));
    }
    return x.layout().slice(dim, from, from + length, 1);
  }

  static List<Tensor> split(Tensor x, int dim, long... sizes) {
    long sum = Arrays.stream(sizes).sum();
    if (sum != x.size(dim) || Arrays.stream(sizes).anyMatch(s -> s < 0)) {
      throw new ShapeException(
          "split_with_sizes expects split_sizes to sum exactly to %d (input tensor's size at dimension %d), but got split_sizes=%s"
              .formatted(x.size(dim), dim, Arrays.toString(sizes)));
    }
    List<Tensor> parts = new ArrayList<>(sizes.length);
    long start = 0;
    for (long size : sizes) {
      parts.add(of("split", x, narrowed(x, dim, start, size)));
      start += size;
    }
    return parts;
  }

  static List<Tensor> split(Tensor x, long size, int dim) {
    if (x.rank() == 0) {
      throw new ShapeException("split expects at least a 1-dimensional tensor");
    }
    long total = x.size(dim);
    if (size < 0 || (size == 0 && total != 0)) {
      throw new ShapeException(
          "split_size can only be 0 if dimension size is 0, but got split_size=%d and dimension size of %d"
              .formatted(size, total));
    }
    int parts = total == 0 ? 1 : Math.toIntExact((total - 1) / size + 1);
    long[] sizes = new long[parts];
    Arrays.fill(sizes, size);
    sizes[parts - 1] = total - (parts - 1) * size;
    return split(x, dim, sizes);
  }

  static List<Tensor> chunk(Tensor x, int chunks, int dim) {
    if (chunks <= 0) {
      throw new ShapeException("chunk expects `chunks` to be greater than 0, got: " + chunks);
    }
    if (x.rank() == 0) {
      throw new ShapeException("chunk expects at least a 1-dimensional tensor");
    }
    long total = x.size(dim);
    if (total == 0) {
      return split(x, dim, new long[chunks]);
    }
    return split(x, (total + chunks - 1) / chunks, dim);
  }
}
