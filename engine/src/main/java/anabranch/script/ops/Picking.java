package anabranch.script.ops;

import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.shape.DType;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Elements of a tensor picked by tensors of indices, one per dimension or none: NumPy's advanced
 * indexing. The indexed dimensions go to the front, where one number then names each place.
 */
final class Picking {
  private final Tensor self;
  private final List<Integer> indexed = new ArrayList<>();
  private final List<Tensor> indices = new ArrayList<>();

  private Picking(Tensor self) {
    this.self = self;
  }

  static Picking of(Tensor self, List<@Nullable Object> given) {
    Picking picking = new Picking(self);
    int dim = 0;
    for (Object one : given) {
      if (one == null) {
        dim++;
      } else if (one instanceof Tensor index) {
        dim += picking.add(dim, index);
      } else {
        throw new ScriptError("index: expected tensors of indices, got " + Values.kind(one));
      }
    }
    if (dim > self.rank()) {
      throw new ScriptError("IndexError: too many indices for tensor of dimension " + self.rank());
    }
    if (picking.indices.isEmpty()) {
      throw new ScriptError("index: there is no index");
    }
    return picking;
  }

  /** Takes an index for dimension {@code dim}, and those that follow if it is a mask of several. */
  private int add(int dim, Tensor index) {
    if (index.dtype() != DType.BOOL && index.dtype() != DType.U8) {
      indexed.add(dim);
      indices.add(index.dtype() == DType.I64 ? index : index.to(DType.I64));
      return 1;
    }
    for (int d = 0; d < index.rank(); d++) {
      if (dim + d >= self.rank() || index.size(d) != self.size(dim + d)) {
        throw new ShapeException(
            "IndexError: The shape of the mask %s at index %d does not match the shape of the indexed tensor %s at index %d"
                .formatted(index.shape(), d, self.shape(), dim + d));
      }
      indexed.add(dim + d);
    }
    Tensor places = nonzero(index);
    for (int d = 0; d < index.rank(); d++) {
      indices.add(places.select(1, d));
    }
    return index.rank();
  }

  /** Where elements are not zero: [count, rank]; waits for the device. */
  static Tensor nonzero(Tensor x) {
    boolean[] truth = x.toBooleanArray();
    int rank = x.rank();
    long[] sizes = x.shape().sizes();
    List<long[]> found = new ArrayList<>();
    for (int i = 0; i < truth.length; i++) {
      if (truth[i]) {
        long[] place = new long[rank];
        long rest = i;
        for (int d = rank - 1; d >= 0; d--) {
          place[d] = rest % sizes[d];
          rest /= sizes[d];
        }
        found.add(place);
      }
    }
    long[] flat = new long[found.size() * rank];
    for (int i = 0; i < found.size(); i++) {
      System.arraycopy(found.get(i), 0, flat, i * rank, rank);
    }
    return Tensors.of(x.device(), flat, found.size(), rank);
  }

  private Shape picked() {
    Shape shape = Shape.SCALAR;
    for (Tensor index : indices) {
      shape = Shape.broadcast(shape, index.shape());
    }
    return shape;
  }

  /** One number per place, counted in the indexed dimensions only. */
  private Tensor flat(Shape picked) {
    Tensor total = null;
    for (int i = 0; i < indices.size(); i++) {
      long size = self.size(indexed.get(i));
      Tensor index = within(indices.get(i), size, indexed.get(i));
      total = total == null ? index : total.mul(size).add(index);
    }
    return java.util.Objects.requireNonNull(total).expand(picked.sizes()).reshape(-1);
  }

  /** Negative indices count from the end. Waits for the device, to say which index is wrong. */
  private static Tensor within(Tensor index, long size, int dim) {
    Tensor wrapped = Tensors.where(index.lt(0), index.add(size), index);
    if (index.numel() > 0 && wrapped.lt(0).logicalOr(wrapped.ge(size)).any().itemBoolean()) {
      throw new ShapeException(
          "IndexError: an index of dimension %d is out of range for size %d".formatted(dim, size));
    }
    return wrapped;
  }

  private List<Integer> rest() {
    List<Integer> rest = new ArrayList<>();
    for (int d = 0; d < self.rank(); d++) {
      if (!indexed.contains(d)) {
        rest.add(d);
      }
    }
    return rest;
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  /** A view with the indexed dimensions in front. */
  private Tensor front() {
    List<Integer> order = new ArrayList<>(indexed);
    order.addAll(rest());
    return self.permute(ints(order));
  }

  private long places() {
    long places = 1;
    for (int d : indexed) {
      places *= self.size(d);
    }
    return places;
  }

  private long width() {
    long width = 1;
    for (int d : rest()) {
      width *= self.size(d);
    }
    return width;
  }

  /** Sizes of the result while the picked dimensions are in front. */
  private long[] frontSizes(Shape picked) {
    List<Integer> rest = rest();
    long[] sizes = java.util.Arrays.copyOf(picked.sizes(), picked.rank() + rest.size());
    for (int i = 0; i < rest.size(); i++) {
      sizes[picked.rank() + i] = self.size(rest.get(i));
    }
    return sizes;
  }

  /**
   * Where the picked dimensions stand in the result: at the first indexed one if those are
   * neighbours, else in front.
   */
  private int[] resultOrder(Shape picked) {
    boolean neighbours = indexed.getLast() - indexed.getFirst() == indexed.size() - 1;
    int before = neighbours ? indexed.getFirst() : 0;
    List<Integer> order = new ArrayList<>();
    for (int d = 0; d < before; d++) {
      order.add(picked.rank() + d);
    }
    for (int d = 0; d < picked.rank(); d++) {
      order.add(d);
    }
    for (int d = before; d < rest().size(); d++) {
      order.add(picked.rank() + d);
    }
    return ints(order);
  }

  Tensor read() {
    Shape picked = picked();
    Tensor rows = front().reshape(places(), width()).indexSelect(0, flat(picked));
    return rows.reshape(frontSizes(picked)).permute(resultOrder(picked));
  }

  void write(Tensor values, boolean accumulate) {
    Shape picked = picked();
    int[] order = resultOrder(picked);
    long[] sizes = frontSizes(picked);
    long[] result = new long[order.length];
    int[] back = new int[order.length];
    for (int d = 0; d < order.length; d++) {
      result[d] = sizes[order[d]];
      back[order[d]] = d;
    }
    Tensor from =
        values.to(self.dtype()).expand(result).permute(back).reshape(picked.numel(), width());
    Tensor index = flat(picked).unsqueeze(1).expand(picked.numel(), width());
    Tensor view = front();
    Tensor rows = view.reshape(places(), width());
    if (accumulate) {
      rows.scatterAdd_(0, index, from);
    } else {
      rows.scatter_(0, index, from);
    }
    view.copy_(rows.reshape(view.shape()));
  }
}
