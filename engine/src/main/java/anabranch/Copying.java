package anabranch;

import anabranch.op.Op;
import anabranch.run.Dispatcher;
import anabranch.run.OpenDevice;
import anabranch.run.Transfer;
import anabranch.run.Value;
import anabranch.shape.DType;
import anabranch.shape.Layout;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** New tensors with the elements of others in another order, type or place. */
final class Copying {
  private Copying() {}

  /** A contiguous copy; the caller owns it. */
  static Value dense(String name, Value x) {
    return copy(name, x, x.dtype());
  }

  /** A contiguous copy with elements of {@code type}; the caller owns it. */
  static Value copy(String name, Value x, DType type) {
    Dispatcher.checkOpen(name, x);
    Value out = Operands.empty(x, type, x.layout().shape());
    try {
      Dispatcher.into(new Op.Copy(), List.of(out), x);
    } catch (Throwable e) {
      out.grip().close();
      throw e;
    }
    return out;
  }

  static Tensor to(Tensor x, DType type) {
    return x.dtype() == type ? x : new Tensor(copy("to", x.value(), type));
  }

  static Tensor to(Tensor x, Device device) {
    return device.equals(x.device()) ? x : new Tensor(moved(x.value(), device.open()));
  }

  /** A copy on another device; the caller owns it. */
  static Value moved(Value x, OpenDevice device) {
    Dispatcher.checkOpen("to", x);
    try (Operands operands = new Operands("to")) {
      return Transfer.copy(operands.dense(x), device);
    }
  }

  static Tensor cat(List<Tensor> tensors, int dim) {
    List<Value> all = values("cat", tensors);
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).layout().shape().rank() == 0) {
        throw new ShapeException(
            "cat: zero-dimensional tensor (at position %d) cannot be concatenated".formatted(i));
      }
    }
    List<Value> used = new ArrayList<>(all);
    used.removeIf(v -> v.layout().shape().equals(Shape.of(0)));
    Value like = used.isEmpty() ? all.getFirst() : used.getFirst();
    Shape first = like.layout().shape();
    int at = first.dim("cat", dim);
    long size = 0;
    for (Value value : used) {
      fits(first, value.layout().shape(), at, all.indexOf(value));
      size += value.layout().shape().size(at);
    }
    Value out = Operands.empty(like, Promotion.of(all), first.with(at, size));
    return filled(out, used, at);
  }

  private static Tensor filled(Value out, List<Value> parts, int dim) {
    try {
      long start = 0;
      for (Value part : parts) {
        long end = start + part.layout().shape().size(dim);
        Layout layout = out.layout().slice(dim, start, end, 1);
        Dispatcher.into(new Op.Copy(), List.of(Operands.shaped(out, layout)), part);
        start = end;
      }
    } catch (Throwable e) {
      out.grip().close();
      throw e;
    }
    return new Tensor(out);
  }

  private static List<Value> values(String name, List<Tensor> tensors) {
    if (tensors.isEmpty()) {
      throw new ShapeException(name + "(): expected a non-empty list of Tensors");
    }
    return tensors.stream().map(Tensor::value).toList();
  }

  private static void fits(Shape first, Shape other, int dim, int position) {
    if (other.rank() != first.rank()) {
      throw new ShapeException(
          "cat: Tensors must have same number of dimensions: got %d and %d, of shapes %s and %s"
              .formatted(first.rank(), other.rank(), first, other));
    }
    for (int d = 0; d < first.rank(); d++) {
      if (d != dim && first.size(d) != other.size(d)) {
        throw new ShapeException(
            "cat: Sizes of tensors must match except in dimension %d. Expected size %d but got size %d for tensor number %d in the list; the shapes are %s and %s"
                .formatted(dim, first.size(d), other.size(d), position, first, other));
      }
    }
  }

  static Tensor stack(List<Tensor> tensors, int dim) {
    List<Value> all = values("stack", tensors);
    Shape first = all.getFirst().layout().shape();
    for (int i = 0; i < all.size(); i++) {
      if (!all.get(i).layout().shape().equals(first)) {
        throw new ShapeException(
            "stack expects each tensor to be equal size, but got %s at entry 0 and %s at entry %d"
                .formatted(first, all.get(i).layout().shape(), i));
      }
    }
    int at = Shape.wrap(dim, first.rank() + 1);
    long[] sizes = Layout.contiguous(first).unsqueeze(at).shape().sizes();
    sizes[at] = all.size();
    Value out = Operands.empty(all.getFirst(), Promotion.of(all), Shape.of(sizes));
    List<Value> parts =
        all.stream().map(v -> Operands.shaped(v, v.layout().unsqueeze(at))).toList();
    return filled(out, parts, at);
  }

  static Tensor flip(Tensor x, int... dims) {
    Value source = Operands.shaped(x.value(), x.layout().flip(dims));
    return new Tensor(dense("flip", source));
  }

  static Tensor roll(Tensor x, long[] shifts, int[] dims) {
    if (shifts.length != dims.length || dims.length == 0) {
      throw new ShapeException(
          "shifts and dimensions must align. shifts: %d, dims:%d"
              .formatted(shifts.length, dims.length));
    }
    Tensor out = x;
    for (int i = 0; i < dims.length; i++) {
      Tensor from = out;
      out = rolled(from, shifts[i], dims[i]);
      if (from != x) {
        from.close();
      }
    }
    return out;
  }

  private static Tensor rolled(Tensor x, long shift, int dim) {
    int d = x.shape().dim("roll", dim);
    long size = x.rank() == 0 ? 0 : x.size(d);
    if (size == 0) {
      return new Tensor(dense("roll", x.value()));
    }
    long cut = Math.floorMod(-shift, size);
    Layout tail = x.layout().slice(d, cut, size, 1);
    Layout head = x.layout().slice(d, 0, cut, 1);
    Dispatcher.checkOpen("roll", x.value());
    return filled(
        Operands.empty(x.value(), x.dtype(), x.shape()),
        List.of(Operands.shaped(x.value(), tail), Operands.shaped(x.value(), head)),
        d);
  }

  /** One copy: each dimension is split in (repeats, size), and the repeats have strides of 0. */
  static Tensor repeat(Tensor x, long... repeats) {
    int added = repeats.length - x.rank();
    if (added < 0 || Arrays.stream(repeats).anyMatch(r -> r < 0)) {
      throw new ShapeException(
          "repeat: Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor, nor can they be negative: %s for shape %s"
              .formatted(Arrays.toString(repeats), x.shape()));
    }
    int rank = repeats.length;
    long[] sizes = new long[rank];
    long[] split = new long[2 * rank];
    long[] strides = new long[2 * rank];
    for (int d = 0; d < rank; d++) {
      long size = d < added ? 1 : x.size(d - added);
      sizes[d] = repeats[d] * size;
      split[2 * d] = repeats[d];
      split[2 * d + 1] = size;
      strides[2 * d + 1] = d < added ? 0 : x.layout().stride(d - added);
    }
    Layout source = Layout.of(Shape.of(split), strides, x.layout().offset());
    Value out = dense("repeat", Operands.shaped(x.value(), source));
    return new Tensor(Operands.shaped(out, Layout.contiguous(Shape.of(sizes))));
  }
}
