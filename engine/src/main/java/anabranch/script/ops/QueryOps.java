package anabranch.script.ops;

import anabranch.Device;
import anabranch.Tensor;
import anabranch.script.ops.Values.ListValue;
import anabranch.shape.DType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a tensor is, its other types, and what programs say. */
final class QueryOps {
  private QueryOps() {}

  static void add(OpTable.Builder t) {
    t.op("size(Tensor self) -> int[]", a -> integers(a.tensor(0).shape().sizes()));
    t.op("size.int(Tensor self, int dim) -> int", a -> a.tensor(0).size(a.small(1)));
    t.op("len.Tensor(Tensor t) -> int", QueryOps::length);
    t.op("dim(Tensor self) -> int", a -> (long) a.tensor(0).rank());
    t.op("numel(Tensor self) -> int", a -> a.tensor(0).numel());
    t.op("stride(Tensor self) -> int[]", a -> integers(a.tensor(0).layout().strides()));
    t.op(
        "stride.int(Tensor self, int dim) -> int",
        a ->
            a.tensor(0)
                .layout()
                .stride(anabranch.shape.Shape.wrap(a.small(1), a.tensor(0).rank())));
    t.op(
        "is_contiguous(Tensor self, *, int memory_format=0) -> bool",
        a -> a.tensor(0).isContiguous());
    t.op("is_floating_point(Tensor self) -> bool", a -> a.tensor(0).dtype().isFloating());
    t.op("is_complex(Tensor self) -> bool", a -> false);
    t.op("is_nonzero(Tensor self) -> bool", a -> a.flag(0));
    t.op("prim::dtype(Tensor a) -> int", a -> DTypes.code(a.tensor(0).dtype()));
    t.op("prim::device(Tensor a) -> Device", a -> a.tensor(0).device());
    t.op("prim::layout(Tensor a) -> int", a -> 0L);
    t.op("prim::is_cuda(Tensor a) -> bool", a -> a.tensor(0).device().name().startsWith("cuda"));
    t.op("prim::requires_grad(Tensor a) -> bool", a -> false);
    t.op("prim::data(Tensor a) -> Tensor", a -> a.tensor(0));
    t.op("prim::is_sparse(Tensor a) -> bool", a -> false);
    t.op("prim::is_quantized(Tensor a) -> bool", a -> false);
    t.op("prim::is_nested(Tensor a) -> bool", a -> false);
    t.op("prim::type(Device self) -> str", QueryOps::deviceType);
    t.op("device(str a) -> Device", a -> a.device());
    t.op("device.with_index(str type, int index) -> Device", a -> a.device());
    t.op("is_grad_enabled() -> bool", a -> false);
    t.op("set_grad_enabled(bool val) -> ()", a -> null);
    t.op("is_autocast_enabled() -> bool", a -> false);
    t.op("prim::is_scripting() -> bool", a -> true);
    t.op("is_scripting() -> bool", a -> true);
    types(t);
    t.op("tolist(Tensor self) -> Any", a -> nested(a.tensor(0), a));
    t.op(
        "prim::RaiseException(str msg, str? cls=None) -> ()",
        a -> {
          throw new ScriptError(a.text(0));
        });
    t.op(
        "warn(str message, int stacklevel=2) -> ()",
        a -> {
          System.getLogger("anabranch.script").log(System.Logger.Level.WARNING, a.text(0));
          return null;
        });
    t.op("prim::Print(...) -> ()", QueryOps::print);
    t.op("prim::TupleUnpack.any(Any tup) -> Any", a -> a.value(0));
  }

  static ListValue integers(long[] values) {
    List<@Nullable Object> items = new ArrayList<>(values.length);
    for (long value : values) {
      items.add(value);
    }
    return new ListValue(items);
  }

  private static long length(Args a) {
    if (a.tensor(0).rank() == 0) {
      throw new ScriptError("TypeError: len() of a 0-d tensor");
    }
    return a.tensor(0).size(0);
  }

  private static void types(OpTable.Builder t) {
    String more = ", bool non_blocking=False, bool copy=False, int? memory_format=None) -> Tensor";
    t.op("to.dtype(Tensor self, int dtype" + more, a -> to(a, a.type(1, DType.F32), a.flag(3)));
    t.op(
        "to.device(Tensor self, Device device, int dtype" + more,
        a -> to(a, a.type(2, DType.F32), a.flag(4)));
    t.op(
        "to.prim_Device(Tensor self, Device? device, int? dtype=None, bool non_blocking=False, bool"
            + " copy=False) -> Tensor",
        a -> to(a, a.type(2, a.tensor(0).dtype()), a.flag(4)));
    t.op("to.other(Tensor self, Tensor other" + more, a -> to(a, a.tensor(1).dtype(), a.flag(3)));
    t.op(
        "to.dtype_layout(Tensor self, *, int? dtype=None, int? layout=None, Device? device=None,"
            + " bool? pin_memory=None"
            + more,
        a -> to(a, a.type(1, a.tensor(0).dtype()), a.flag(6)));
    t.op("type_as(Tensor self, Tensor other) -> Tensor", a -> to(a, a.tensor(1).dtype(), false));
    for (var named :
        List.of(
            java.util.Map.entry("float", DType.F32),
            java.util.Map.entry("double", DType.F64),
            java.util.Map.entry("half", DType.F16),
            java.util.Map.entry("bfloat16", DType.BF16),
            java.util.Map.entry("long", DType.I64),
            java.util.Map.entry("int", DType.I32),
            java.util.Map.entry("bool", DType.BOOL),
            java.util.Map.entry("byte", DType.U8))) {
      t.op(named.getKey() + "(Tensor self) -> Tensor", a -> to(a, named.getValue(), false));
    }
    for (String name : new String[] {"cpu", "cuda"}) {
      t.op(name + "(Tensor self) -> Tensor", a -> a.tensor(0));
    }
  }

  private static Tensor to(Args a, DType type, boolean copy) {
    Tensor x = a.tensor(0);
    Tensor out = x.to(type);
    return copy && out == x ? x.clone() : out;
  }

  private static @Nullable Object nested(Tensor x, Args a) {
    a.host().charge(ListOps.ITEM * x.numel());
    if (x.rank() == 0) {
      return Numbers.value(x);
    }
    ListValue out = new ListValue();
    for (Tensor part : ShapeOps.unbound(a, x, 0)) {
      out.items().add(nested(part, a));
    }
    return out;
  }

  private static @Nullable Object print(Args a) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < a.count(); i++) {
      line.append(i == 0 ? "" : " ").append(Text.of(a.value(i)));
    }
    System.getLogger("anabranch.script").log(System.Logger.Level.INFO, line.toString());
    return null;
  }

  /** {@code cpu} or {@code cuda}. */
  private static String deviceType(Args a) {
    Device device = a.value(0) instanceof Device given ? given : a.device();
    return device.name().replaceAll(":.*", "");
  }
}
