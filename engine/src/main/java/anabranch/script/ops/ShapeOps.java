package anabranch.script.ops;

import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.script.ops.Values.ListValue;
import anabranch.shape.Shape;
import java.util.ArrayList;
import java.util.List;

/** Other shapes and orders of the same elements. */
final class ShapeOps {
  private ShapeOps() {}

  static void add(OpTable.Builder t) {
    views(t);
    dimensions(t);
    pieces(t);
    copies(t);
  }

  static ListValue listed(List<Tensor> tensors) {
    return new ListValue(new ArrayList<>(tensors));
  }

  private static void views(OpTable.Builder t) {
    t.op("view(Tensor self, int[] size) -> Tensor", a -> a.tensor(0).view(a.integers(1)));
    t.op("reshape(Tensor self, int[] shape) -> Tensor", a -> a.tensor(0).reshape(a.integers(1)));
    t.op(
        "_reshape_alias(Tensor self, int[] size, int[] stride) -> Tensor",
        a -> a.tensor(0).reshape(a.integers(1)));
    t.op(
        "view_as(Tensor self, Tensor other) -> Tensor",
        a -> a.tensor(0).view(a.tensor(1).shape().sizes()));
    t.op(
        "reshape_as(Tensor self, Tensor other) -> Tensor",
        a -> a.tensor(0).reshape(a.tensor(1).shape()));
    t.op(
        "expand(Tensor self, int[] size, *, bool implicit=False) -> Tensor",
        a -> a.tensor(0).expand(a.integers(1)));
    t.op("expand_as(Tensor self, Tensor other) -> Tensor", a -> a.tensor(0).expandAs(a.tensor(1)));
    t.op("broadcast_to(Tensor self, int[] size) -> Tensor", a -> a.tensor(0).expand(a.integers(1)));
    t.op(
        "flatten.using_ints(Tensor self, int start_dim=0, int end_dim=-1) -> Tensor",
        a ->
            a.tensor(0).rank() == 0
                ? a.tensor(0).reshape(1)
                : a.tensor(0).flatten(a.small(1), a.small(2)));
    t.op("ravel(Tensor self) -> Tensor", a -> a.tensor(0).flatten());
    t.op(
        "unflatten.int(Tensor self, int dim, int[] sizes) -> Tensor",
        a -> unflattened(a.tensor(0), a.small(1), a.integers(2)));
    t.op("squeeze(Tensor self) -> Tensor", a -> a.tensor(0).squeeze());
    t.op("squeeze.dim(Tensor self, int dim) -> Tensor", a -> a.tensor(0).squeeze(a.small(1)));
    t.op("unsqueeze(Tensor self, int dim) -> Tensor", a -> a.tensor(0).unsqueeze(a.small(1)));
    t.op(
        "contiguous(Tensor self, *, int memory_format=0) -> Tensor", a -> a.tensor(0).contiguous());
    t.op("detach(Tensor self) -> Tensor", a -> a.tensor(0));
    t.op("alias(Tensor self) -> Tensor", a -> a.tensor(0));
    t.op("positive(Tensor self) -> Tensor", a -> a.tensor(0));
    t.op("requires_grad_(Tensor self, bool requires_grad=True) -> Tensor", a -> a.tensor(0));
  }

  private static Tensor unflattened(Tensor x, int dim, long[] sizes) {
    List<Long> all = new ArrayList<>();
    for (int d = 0; d < x.rank(); d++) {
      if (d == Shape.wrap(dim, x.rank())) {
        for (long size : sizes) {
          all.add(size);
        }
      } else {
        all.add(x.size(d));
      }
    }
    return x.view(all.stream().mapToLong(Long::longValue).toArray());
  }

  private static void dimensions(OpTable.Builder t) {
    t.op("permute(Tensor self, int[] dims) -> Tensor", a -> a.tensor(0).permute(a.dims(1)));
    t.op(
        "transpose.int(Tensor self, int dim0, int dim1) -> Tensor",
        a -> a.tensor(0).transpose(a.small(1), a.small(2)));
    t.op(
        "swapaxes(Tensor self, int axis0, int axis1) -> Tensor",
        a -> a.tensor(0).transpose(a.small(1), a.small(2)));
    t.op("t(Tensor self) -> Tensor", a -> a.tensor(0).t());
    t.op("numpy_T(Tensor self) -> Tensor", a -> turned(a.tensor(0)));
    t.op("mT(Tensor self) -> Tensor", a -> a.tensor(0).transpose(-2, -1));
    t.op(
        "movedim.int(Tensor self, int source, int destination) -> Tensor",
        a -> moved(a.tensor(0), a.small(1), a.small(2)));
  }

  private static Tensor turned(Tensor x) {
    int[] dims = new int[x.rank()];
    for (int d = 0; d < dims.length; d++) {
      dims[d] = dims.length - 1 - d;
    }
    return x.permute(dims);
  }

  private static Tensor moved(Tensor x, int from, int to) {
    List<Integer> dims = new ArrayList<>();
    for (int d = 0; d < x.rank(); d++) {
      if (d != Shape.wrap(from, x.rank())) {
        dims.add(d);
      }
    }
    dims.add(Shape.wrap(to, x.rank()), Shape.wrap(from, x.rank()));
    return x.permute(dims.stream().mapToInt(Integer::intValue).toArray());
  }

  private static void pieces(OpTable.Builder t) {
    t.op(
        "split.Tensor(Tensor self, int split_size, int dim=0) -> Tensor[]",
        a -> listed(a.tensor(0).split(a.integer(1), a.small(2))));
    for (String name : new String[] {"split.sizes", "split_with_sizes"}) {
      t.op(
          name + "(Tensor self, int[] split_sizes, int dim=0) -> Tensor[]",
          a -> listed(a.tensor(0).split(a.integers(1), a.small(2))));
    }
    t.op(
        "chunk(Tensor self, int chunks, int dim=0) -> Tensor[]",
        a -> listed(a.tensor(0).chunk(a.small(1), a.small(2))));
    t.op(
        "prim::ConstantChunk(Tensor self, int chunks, int dim) -> Tensor[]",
        a -> listed(a.tensor(0).chunk(a.small(1), a.small(2))));
    t.op(
        "unbind.int(Tensor self, int dim=0) -> Tensor[]",
        a -> listed(unbound(a, a.tensor(0), a.small(1))));
    t.op(
        "unsafe_chunk(Tensor self, int chunks, int dim=0) -> Tensor[]",
        a -> listed(a.tensor(0).chunk(a.small(1), a.small(2))));
  }

  static List<Tensor> unbound(Args a, Tensor x, int dim) {
    a.host().charge(256 * x.size(dim));
    List<Tensor> out = new ArrayList<>();
    for (long i = 0; i < x.size(dim); i++) {
      out.add(x.select(dim, i));
    }
    return out;
  }

  private static void copies(OpTable.Builder t) {
    for (String name : new String[] {"cat", "concat"}) {
      t.op(
          name + "(Tensor[] tensors, int dim=0) -> Tensor",
          a -> Tensors.cat(filled(a.tensors(0), name), a.small(1)));
    }
    t.op(
        "stack(Tensor[] tensors, int dim=0) -> Tensor",
        a -> Tensors.stack(filled(a.tensors(0), "stack"), a.small(1)));
    t.op(
        "vstack(Tensor[] tensors) -> Tensor",
        a ->
            Tensors.cat(
                filled(a.tensors(0), "vstack").stream()
                    .map(x -> x.rank() < 2 ? x.reshape(1, -1) : x)
                    .toList(),
                0));
    t.op(
        "hstack(Tensor[] tensors) -> Tensor",
        a ->
            Tensors.cat(
                filled(a.tensors(0), "hstack"), a.tensors(0).getFirst().rank() < 2 ? 0 : 1));
    t.op("flip(Tensor self, int[] dims) -> Tensor", a -> a.tensor(0).flip(a.dims(1)));
    t.op(
        "roll(Tensor self, int[1] shifts, int[1] dims=[]) -> Tensor",
        a ->
            a.dims(2).length == 0
                ? Scope.call(
                    () ->
                        a.tensor(0)
                            .flatten()
                            .roll(a.integers(1), new int[] {0})
                            .reshape(a.tensor(0).shape()))
                : a.tensor(0).roll(a.integers(1), a.dims(2)));
    t.op(
        "repeat(Tensor self, int[] repeats) -> Tensor",
        a -> {
          grows(a, a.tensor(0), a.integers(1));
          return a.tensor(0).repeat(a.integers(1));
        });
    t.op(
        "tile(Tensor self, int[] dims) -> Tensor",
        a -> {
          grows(a, a.tensor(0), a.integers(1));
          return a.tensor(0).tile(a.integers(1));
        });
    t.op(
        "repeat_interleave.self_int(Tensor self, int repeats, int? dim=None) -> Tensor",
        a -> {
          grows(a, a.tensor(0), new long[] {a.integer(1)});
          return Scope.call(() -> interleaved(a));
        });
    t.op("clone(Tensor self, *, int? memory_format=None) -> Tensor", a -> a.tensor(0).clone());
  }

  private static List<Tensor> filled(List<Tensor> tensors, String name) {
    if (tensors.isEmpty()) {
      throw new ScriptError(name + ": expected a non-empty list of Tensors");
    }
    return tensors;
  }

  private static Tensor interleaved(Args a) {
    Tensor x = a.isNone(2) ? a.tensor(0).flatten() : a.tensor(0);
    int dim = a.isNone(2) ? 0 : Shape.wrap(a.small(2), x.rank());
    long[] wide = new long[x.rank() + 1];
    for (int d = 0; d < wide.length; d++) {
      wide[d] = d == dim + 1 ? a.integer(1) : x.size(d > dim ? d - 1 : d);
    }
    return x.unsqueeze(dim + 1).expand(wide).flatten(dim, dim + 1);
  }

  private static void grows(Args a, Tensor x, long[] repeats) {
    long elements = Math.max(x.numel(), 1);
    for (long n : repeats) {
      elements = n <= 0 ? elements : elements > Long.MAX_VALUE / n ? Long.MAX_VALUE : elements * n;
    }
    a.host().reserve(elements, x.dtype().byteSize());
  }
}
