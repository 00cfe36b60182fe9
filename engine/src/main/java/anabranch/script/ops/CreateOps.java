package anabranch.script.ops;

import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.script.ops.Values.ListValue;
import anabranch.script.ops.Values.TupleValue;
import anabranch.shape.DType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** New tensors. All are made on the run's device. */
final class CreateOps {
  private static final String OPTIONS =
      "int? dtype=None, int? layout=None, Device? device=None, bool? pin_memory=None";
  private static final String LIKE = "Tensor self, *, " + OPTIONS + ", int? memory_format=None";

  /** Numbers that a list may give a tensor. */
  private static final int MOST = 1 << 24;

  private CreateOps() {}

  static void add(OpTable.Builder t) {
    filled(t);
    random(t);
    like(t);
    ranges(t);
    values(t);
  }

  private static long[] sizes(Args a, int i, DType type) {
    long[] sizes = a.integers(i);
    long elements = 1;
    for (long size : sizes) {
      elements =
          size <= 0 ? 0 : elements > Long.MAX_VALUE / size ? Long.MAX_VALUE : elements * size;
    }
    a.host().reserve(elements, type.byteSize());
    return sizes;
  }

  private static Tensor full(Args a, int size, int type, DType otherwise, Number value) {
    DType dtype = a.type(type, otherwise);
    return Tensors.full(a.device(), dtype, value, sizes(a, size, dtype));
  }

  private static DType typeOf(Number value) {
    return value instanceof Long ? DType.I64 : DType.F32;
  }

  private static void filled(OpTable.Builder t) {
    t.op("zeros(int[] size, *, " + OPTIONS + ") -> Tensor", a -> full(a, 0, 1, DType.F32, 0));
    t.op("ones(int[] size, *, " + OPTIONS + ") -> Tensor", a -> full(a, 0, 1, DType.F32, 1));
    t.op(
        "empty.memory_format(int[] size, *, " + OPTIONS + ", int? memory_format=None) -> Tensor",
        a -> full(a, 0, 1, DType.F32, 0));
    t.op(
        "full(int[] size, Scalar fill_value, *, " + OPTIONS + ") -> Tensor",
        a ->
            a.value(1) instanceof Boolean && a.isNone(2)
                ? Tensors.full(a.device(), DType.BOOL, a.number(1), sizes(a, 0, DType.BOOL))
                : full(a, 0, 2, typeOf(a.number(1)), a.number(1)));
    t.op(
        "eye(int n, *, " + OPTIONS + ") -> Tensor",
        a -> eye(a, a.integer(0), a.integer(0), a.type(1, DType.F32)));
    t.op(
        "eye.m(int n, int m, *, " + OPTIONS + ") -> Tensor",
        a -> eye(a, a.integer(0), a.integer(1), a.type(2, DType.F32)));
  }

  private static Tensor eye(Args a, long rows, long columns, DType type) {
    a.host().reserve(saturated(rows, columns), type.byteSize());
    return Tensors.eye(a.device(), type, rows, columns);
  }

  private static long saturated(long a, long b) {
    return a <= 0 || b <= 0 ? 0 : a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
  }

  private static void random(OpTable.Builder t) {
    t.op(
        "rand(int[] size, *, " + OPTIONS + ") -> Tensor",
        a -> Tensors.rand(a.device(), a.type(1, DType.F32), sizes(a, 0, a.type(1, DType.F32))));
    t.op(
        "randn(int[] size, *, " + OPTIONS + ") -> Tensor",
        a -> Tensors.randn(a.device(), a.type(1, DType.F32), sizes(a, 0, a.type(1, DType.F32))));
    t.op(
        "randint(int high, int[] size, *, " + OPTIONS + ") -> Tensor",
        a -> Tensors.randint(a.device(), 0, a.integer(0), sizes(a, 1, DType.I64)));
    t.op(
        "randint.low(int low, int high, int[] size, *, " + OPTIONS + ") -> Tensor",
        a -> Tensors.randint(a.device(), a.integer(0), a.integer(1), sizes(a, 2, DType.I64)));
    t.op(
        "rand_like(" + LIKE + ") -> Tensor",
        a -> Tensors.rand(a.device(), a.type(1, a.tensor(0).dtype()), shape(a)));
    t.op(
        "randn_like(" + LIKE + ") -> Tensor",
        a -> Tensors.randn(a.device(), a.type(1, a.tensor(0).dtype()), shape(a)));
  }

  private static long[] shape(Args a) {
    return a.tensor(0).shape().sizes();
  }

  private static Tensor fullLike(Args a, int type, Number value) {
    DType dtype = a.type(type, a.tensor(0).dtype());
    a.host().reserve(a.tensor(0).numel(), dtype.byteSize());
    return Tensors.full(a.device(), dtype, value, shape(a));
  }

  private static void like(OpTable.Builder t) {
    t.op("zeros_like(" + LIKE + ") -> Tensor", a -> fullLike(a, 1, 0));
    t.op("ones_like(" + LIKE + ") -> Tensor", a -> fullLike(a, 1, 1));
    t.op("empty_like(" + LIKE + ") -> Tensor", a -> fullLike(a, 1, 0));
    t.op(
        "full_like(Tensor self, Scalar fill_value, *, "
            + OPTIONS
            + ", int? memory_format=None) -> Tensor",
        a -> fullLike(a, 2, a.number(1)));
    t.op(
        "new_zeros(Tensor self, int[] size, *, " + OPTIONS + ") -> Tensor",
        a -> full(a, 1, 2, a.tensor(0).dtype(), 0));
    t.op(
        "new_ones(Tensor self, int[] size, *, " + OPTIONS + ") -> Tensor",
        a -> full(a, 1, 2, a.tensor(0).dtype(), 1));
    t.op(
        "new_empty(Tensor self, int[] size, *, " + OPTIONS + ") -> Tensor",
        a -> full(a, 1, 2, a.tensor(0).dtype(), 0));
    t.op(
        "new_full(Tensor self, int[] size, Scalar fill_value, *, " + OPTIONS + ") -> Tensor",
        a -> full(a, 1, 3, a.tensor(0).dtype(), a.number(2)));
  }

  private static void ranges(OpTable.Builder t) {
    t.op("arange(Scalar end, *, " + OPTIONS + ") -> Tensor", a -> range(a, 0L, a.number(0), 1L, 1));
    t.op(
        "arange.start(Scalar start, Scalar end, *, " + OPTIONS + ") -> Tensor",
        a -> range(a, a.number(0), a.number(1), 1L, 2));
    t.op(
        "arange.start_step(Scalar start, Scalar end, Scalar step=1, *, " + OPTIONS + ") -> Tensor",
        a -> range(a, a.number(0), a.number(1), a.number(2), 3));
    t.op(
        "linspace(Scalar start, Scalar end, int steps, *, " + OPTIONS + ") -> Tensor",
        a -> {
          a.host().reserve(a.integer(2), a.type(3, DType.F32).byteSize());
          return Tensors.linspace(
              a.device(), a.type(3, DType.F32), a.real(0), a.real(1), a.small(2));
        });
  }

  private static Tensor range(Args a, Number start, Number end, Number step, int type) {
    boolean whole = start instanceof Long && end instanceof Long && step instanceof Long;
    DType dtype = a.type(type, whole ? DType.I64 : DType.F32);
    double count = (end.doubleValue() - start.doubleValue()) / step.doubleValue();
    a.host().reserve((long) Math.ceil(Math.max(count, 0)), dtype.byteSize());
    return Tensors.arange(a.device(), dtype, start, end, step);
  }

  private static void values(OpTable.Builder t) {
    String more = ", *, int? dtype=None, Device? device=None, bool requires_grad=False) -> Tensor";
    t.op("tensor.bool(bool t" + more, CreateOps::tensor);
    t.op("tensor.int(int t" + more, CreateOps::tensor);
    t.op("tensor.float(float t" + more, CreateOps::tensor);
    t.op("tensor.number(Scalar t" + more, CreateOps::tensor);
    t.op("tensor(t[] data" + more, CreateOps::tensor);
    t.op(
        "as_tensor.tensor(Tensor data, *, int? dtype=None, Device? device=None) -> Tensor",
        a -> a.isNone(1) ? a.tensor(0) : a.tensor(0).to(a.type(1, DType.F32)));
    t.op(
        "as_tensor(t[] data, *, int? dtype=None, Device? device=None) -> Tensor",
        CreateOps::tensor);
    t.op(
        "as_tensor.number(Scalar t, *, int? dtype=None, Device? device=None) -> Tensor",
        CreateOps::tensor);
    t.op(
        "scalar_tensor(Scalar s, *, " + OPTIONS + ") -> Tensor",
        a -> full(a.type(1, DType.F32), a));
    t.op("prim::NumToTensor.Scalar(Scalar a) -> Tensor", CreateOps::single);
    t.op("prim::NumToTensor.bool(bool a) -> Tensor", CreateOps::single);
  }

  private static Tensor full(DType type, Args a) {
    return Tensors.full(a.device(), type, a.number(0));
  }

  private static Tensor single(Args a) {
    return made(a, a.value(0));
  }

  private static Tensor tensor(Args a) {
    Tensor made = made(a, a.value(0));
    return a.isNone(1) ? made : made.to(a.type(1, DType.F32));
  }

  private static Tensor made(Args a, @Nullable Object value) {
    List<@Nullable Object> flat = new ArrayList<>();
    List<Long> sizes = new ArrayList<>();
    flatten(value, 0, sizes, flat);
    a.host().charge(ListOps.ITEM * flat.size());
    long[] shape = sizes.stream().mapToLong(Long::longValue).toArray();
    if (flat.stream().anyMatch(Double.class::isInstance) || (flat.isEmpty() && shape.length > 0)) {
      float[] data = new float[flat.size()];
      for (int i = 0; i < data.length; i++) {
        data[i] = number(flat.get(i)).floatValue();
      }
      return shaped(Tensors.of(a.device(), data), shape);
    }
    if (!flat.isEmpty() && flat.stream().allMatch(Boolean.class::isInstance)) {
      boolean[] data = new boolean[flat.size()];
      for (int i = 0; i < data.length; i++) {
        data[i] = Boolean.TRUE.equals(flat.get(i));
      }
      return shaped(Tensors.of(a.device(), data), shape);
    }
    long[] data = new long[flat.size()];
    for (int i = 0; i < data.length; i++) {
      data[i] = number(flat.get(i)).longValue();
    }
    return shaped(Tensors.of(a.device(), data), shape);
  }

  private static Tensor shaped(Tensor vector, long[] shape) {
    return shape.length == 1 ? vector : vector.reshape(shape);
  }

  private static Number number(@Nullable Object value) {
    return switch (value) {
      case Number n -> n;
      case Boolean b -> b ? 1L : 0L;
      case Tensor t when t.numel() == 1 -> Numbers.item(t);
      case null, default ->
          throw new ScriptError("tensor: expected numbers, got " + Values.kind(value));
    };
  }

  private static void flatten(
      @Nullable Object value, int depth, List<Long> sizes, List<@Nullable Object> flat) {
    List<@Nullable Object> items =
        switch (value) {
          case ListValue list -> list.items();
          case TupleValue tuple -> tuple.items();
          case null, default -> null;
        };
    if (items == null) {
      if (depth != sizes.size()) {
        throw new ScriptError("ValueError: expected lists of one depth");
      }
      if (flat.size() >= MOST) {
        throw new ScriptError("tensor: lists of more than " + MOST + " numbers are not supported");
      }
      flat.add(value);
      return;
    }
    if (depth > 60) {
      throw new ScriptError("tensor: lists nest more than 60 deep");
    }
    if (depth == sizes.size() && flat.isEmpty()) {
      sizes.add((long) items.size());
    } else if (depth >= sizes.size() || sizes.get(depth) != items.size()) {
      throw new ScriptError(
          "ValueError: expected sequence of length %s at dim %d (got %d)"
              .formatted(depth < sizes.size() ? sizes.get(depth) : "?", depth, items.size()));
    }
    for (Object item : items) {
      flatten(item, depth + 1, sizes, flat);
    }
  }
}
