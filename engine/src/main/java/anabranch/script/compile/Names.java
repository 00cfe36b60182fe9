package anabranch.script.compile;

import anabranch.script.ops.DTypes;
import anabranch.script.run.Kinds;
import anabranch.shape.DType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the names of Python's and PyTorch's own things stand for. */
final class Names {
  private static final Map<String, DType> TYPES =
      Map.ofEntries(
          Map.entry("float32", DType.F32),
          Map.entry("float", DType.F32),
          Map.entry("float64", DType.F64),
          Map.entry("double", DType.F64),
          Map.entry("float16", DType.F16),
          Map.entry("half", DType.F16),
          Map.entry("bfloat16", DType.BF16),
          Map.entry("int64", DType.I64),
          Map.entry("long", DType.I64),
          Map.entry("int32", DType.I32),
          Map.entry("int", DType.I32),
          Map.entry("uint8", DType.U8),
          Map.entry("bool", DType.BOOL));

  private static final Map<String, List<String>> BUILTINS =
      Map.ofEntries(
          Map.entry("int", List.of("prim::Int")),
          Map.entry("float", List.of("prim::Float")),
          Map.entry("bool", List.of("prim::Bool")),
          Map.entry("str", List.of("prim::str")),
          Map.entry("abs", List.of("prim::abs", "abs")),
          Map.entry("min", List.of("prim::min", "min")),
          Map.entry("max", List.of("prim::max", "max")),
          Map.entry("print", List.of("prim::Print")));

  private static final List<String> PREFIXES =
      List.of(
          "torch.nn.functional.",
          "torch.special.",
          "torch.linalg.",
          "torch.jit.",
          "torch.ops.aten.",
          "torch.",
          "ops.aten.",
          "nn.functional.",
          "math.",
          "F.");

  private Names() {}

  /** The names in the table that a function of this name may have. */
  static List<String> operations(String dotted) {
    if (dotted.startsWith("ops.prim.")) {
      String name = dotted.substring("ops.prim.".length());
      return List.of("prim::" + name, name);
    }
    List<String> builtin = BUILTINS.get(dotted);
    if (builtin != null) {
      return builtin;
    }
    for (String prefix : PREFIXES) {
      if (dotted.startsWith(prefix)) {
        String name = dotted.substring(prefix.length());
        return prefix.equals("torch.linalg.")
            ? List.of("linalg_" + name)
            : prefix.equals("math.") ? List.of(name, "prim::" + name) : List.of(name);
      }
    }
    return List.of(dotted);
  }

  /** The value of a dotted name, or null if it is none. */
  static @Nullable Operand constant(Unit unit, int at, String name) {
    if (name.startsWith("CONSTANTS.c")) {
      return archived(unit, at, name.substring("CONSTANTS.c".length()));
    }
    if (name.startsWith("torch.")) {
      DType type = TYPES.get(name.substring("torch.".length()));
      if (type != null) {
        return unit.emitter.constant(DTypes.code(type));
      }
    }
    return switch (name) {
      case "math.pi", "torch.pi" -> unit.emitter.constant(Math.PI);
      case "math.e" -> unit.emitter.constant(Math.E);
      case "math.inf", "torch.inf" -> unit.emitter.constant(Double.POSITIVE_INFINITY);
      case "math.nan", "torch.nan" -> unit.emitter.constant(Double.NaN);
      case "torch.strided", "torch.contiguous_format" -> unit.emitter.constant(0L);
      default -> null;
    };
  }

  private static Operand archived(Unit unit, int at, String number) {
    List<@Nullable Object> constants = unit.linker.constants();
    int i = number.matches("[0-9]{1,6}") ? Integer.parseInt(number) : -1;
    if (i < 0 || i >= constants.size()) {
      return unit.problem(at, "the archive has no constant c" + number);
    }
    Object value = constants.get(i);
    return unit.emitter.constant(value, Kinds.of(value));
  }
}
