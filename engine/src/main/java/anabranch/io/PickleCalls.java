package anabranch.io;

import anabranch.io.PickledValue.Bool;
import anabranch.io.PickledValue.DeviceName;
import anabranch.io.PickledValue.DictValue;
import anabranch.io.PickledValue.EnumValue;
import anabranch.io.PickledValue.Int;
import anabranch.io.PickledValue.ListValue;
import anabranch.io.PickledValue.Real;
import anabranch.io.PickledValue.TensorValue;
import anabranch.io.PickledValue.Text;
import anabranch.io.PickledValue.TupleValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the globals of a pickle stand for when it calls them. */
final class PickleCalls {
  private final PickleInput in;
  private final TensorBuilder tensors;

  PickleCalls(PickleInput in, TensorBuilder tensors) {
    this.in = in;
    this.tensors = tensors;
  }

  /** The global of that name. */
  PickleItem global(String module, String name) throws MalformedFileException {
    PickleGlobal known = PickleGlobal.of(module, name);
    if (known != null) {
      return known;
    }
    String full = module + "." + name;
    if (!full.startsWith("__torch__.") || !isDotted(full)) {
      throw in.malformed(
          (module.equals("torch") && name.endsWith("Storage")
                  ? "this engine has no elements of the kind of %s"
                  : "the pickle names %s, which is not among the globals that are known here;"
                      + " modules are read if torch.jit.save wrote them, else tensors by name")
              .formatted(full));
    }
    return new PickleItem.OwnClass(full);
  }

  private static boolean isDotted(String name) {
    boolean begin = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean digit = c >= '0' && c <= '9';
      if (begin ? !letter : !letter && !digit && c != '.') {
        return false;
      }
      begin = c == '.';
    }
    return !begin;
  }

  /** The storage that a persistent id names. */
  PickleItem storage(PickleItem id) throws MalformedFileException {
    List<PickleItem> parts = parts(id);
    if (parts.size() == 5
        && parts.get(0) instanceof Text kind
        && kind.value().equals("storage")
        && parts.get(1) instanceof PickleGlobal type
        && type.dtype() != null
        && parts.get(2) instanceof Text key
        && parts.get(3) instanceof Text
        && parts.get(4) instanceof Int numel) {
      return tensors.storage(in, type.dtype(), key.value(), numel.value());
    }
    throw in.malformed(
        "expected a persistent id of 'storage', its class, its entry, a device and a size");
  }

  /** What {@code function} makes of {@code argument}, which is a tuple for all but enums. */
  PickleItem call(PickleItem function, PickleItem argument) throws MalformedFileException {
    PickleItem result =
        switch (function) {
          case PickleGlobal global -> call(global, parts(argument));
          case PickleItem.OwnClass own -> constant(own, argument);
          default -> null;
        };
    if (result == null) {
      throw in.malformed("%s cannot be called so".formatted(PickleItem.kindOf(function)));
    }
    return result;
  }

  private static @Nullable PickleItem constant(PickleItem.OwnClass own, PickleItem value) {
    return switch (value) {
      case Text text -> new EnumValue(own.name(), text);
      case Int number -> new EnumValue(own.name(), number);
      case Real number -> new EnumValue(own.name(), number);
      default -> null;
    };
  }

  private @Nullable PickleItem call(PickleGlobal global, List<PickleItem> parts)
      throws MalformedFileException {
    return switch (global) {
      case REBUILD_TENSOR -> tensors.tensor(in, parts);
      case REBUILD_PARAMETER -> parameter(parts);
      case ORDERED_DICT -> parts.isEmpty() ? new DictValue() : null;
      case BUILD_INT_LIST -> typed(parts, Int.class, "List[int]");
      case BUILD_FLOAT_LIST -> typed(parts, Real.class, "List[float]");
      case BUILD_BOOL_LIST -> typed(parts, Bool.class, "List[bool]");
      case BUILD_TENSOR_LIST -> typed(parts, TensorValue.class, "List[Tensor]");
      case RESTORE_TYPE_TAG -> tagged(parts);
      case DEVICE -> device(parts);
      case F64_STORAGE,
          F32_STORAGE,
          F16_STORAGE,
          BF16_STORAGE,
          I64_STORAGE,
          I32_STORAGE,
          U8_STORAGE,
          BOOL_STORAGE ->
          null;
    };
  }

  private static @Nullable PickleItem parameter(List<PickleItem> parts) {
    return parts.size() == 3
            && parts.get(0) instanceof TensorValue data
            && parts.get(1) instanceof Bool requiresGrad
            && parts.get(2) instanceof DictValue hooks
            && hooks.entries().isEmpty()
        ? new TensorValue(data.storage(), data.layout(), requiresGrad.value())
        : null;
  }

  private @Nullable PickleItem typed(
      List<PickleItem> parts, Class<? extends PickledValue> kind, String type)
      throws MalformedFileException {
    if (parts.size() != 1 || !(parts.get(0) instanceof ListValue list) || list.type() != null) {
      return null;
    }
    for (PickledValue item : list.items()) {
      if (!kind.isInstance(item)) {
        throw in.malformed("%s has %s in it".formatted(type, PickleItem.kindOf(item)));
      }
    }
    list.type(type);
    return list;
  }

  private static @Nullable PickleItem tagged(List<PickleItem> parts) {
    if (parts.size() != 2 || !(parts.get(1) instanceof Text type)) {
      return null;
    }
    switch (parts.get(0)) {
      case ListValue list when list.type() == null -> list.type(type.value());
      case DictValue dict when dict.type() == null -> dict.type(type.value());
      default -> {
        return null;
      }
    }
    return parts.get(0);
  }

  private static @Nullable PickleItem device(List<PickleItem> parts) {
    if (parts.isEmpty() || !(parts.get(0) instanceof Text type)) {
      return null;
    }
    return switch (parts.size()) {
      case 1 -> new DeviceName(type.value());
      case 2 ->
          parts.get(1) instanceof Int index
              ? new DeviceName(type.value() + ":" + index.value())
              : null;
      default -> null;
    };
  }

  private List<PickleItem> parts(PickleItem tuple) throws MalformedFileException {
    return switch (tuple) {
      case PickleItem.Arguments arguments -> arguments.items();
      case TupleValue values -> List.copyOf(values.items());
      default ->
          throw in.malformed("expected a tuple of arguments, got " + PickleItem.kindOf(tuple));
    };
  }
}
