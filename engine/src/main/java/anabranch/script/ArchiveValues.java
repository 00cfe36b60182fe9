package anabranch.script;

import anabranch.Device;
import anabranch.Tensor;
import anabranch.io.MalformedFileException;
import anabranch.io.PickledValue;
import anabranch.io.TorchArchive;
import anabranch.script.compile.ClassInfo;
import anabranch.script.compile.Linker;
import anabranch.script.ops.Values.DictValue;
import anabranch.script.ops.Values.ListValue;
import anabranch.script.ops.Values.ObjectValue;
import anabranch.script.ops.Values.TupleValue;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An archive's values as a program has them. What is one value in the archive is one here. */
final class ArchiveValues {
  private final TorchArchive archive;
  private final Device device;
  private final Map<PickledValue.TensorValue, Tensor> tensors;
  private final IdentityHashMap<PickledValue, Object> made = new IdentityHashMap<>();

  ArchiveValues(
      TorchArchive archive, Device device, Map<PickledValue.TensorValue, Tensor> tensors) {
    this.archive = archive;
    this.device = device;
    this.tensors = tensors;
  }

  private MalformedFileException malformed(String problem) {
    return archive.malformed("data.pkl", MalformedFileException.NOWHERE, problem);
  }

  /** The value, with its objects' classes from {@code linker}, which may be null if it has none. */
  @Nullable Object of(PickledValue value, @Nullable Linker linker) throws MalformedFileException {
    return switch (value) {
      case PickledValue.None none -> null;
      case PickledValue.Bool b -> b.value();
      case PickledValue.Int n -> n.value();
      case PickledValue.Real x -> x.value();
      case PickledValue.Text text -> text.value();
      case PickledValue.DeviceName name -> device;
      case PickledValue.EnumValue e ->
          throw malformed("enum classes are not supported: " + e.className());
      case PickledValue.TensorValue tensor -> tensors.get(tensor);
      case PickledValue.Container container -> {
        Object known = made.get(container);
        if (known == null) {
          known = container(container, linker);
          made.put(container, known);
        }
        yield known;
      }
    };
  }

  private Object container(PickledValue.Container container, @Nullable Linker linker)
      throws MalformedFileException {
    return switch (container) {
      case PickledValue.ListValue list -> new ListValue(all(list.items(), linker));
      case PickledValue.TupleValue tuple ->
          new TupleValue(all(tuple.items(), linker).toArray(), null);
      case PickledValue.DictValue dict -> {
        DictValue out = new DictValue();
        for (Map.Entry<PickledValue, PickledValue> entry : dict.entries().entrySet()) {
          Object key = of(entry.getKey(), linker);
          if (key == null) {
            throw malformed("None cannot be a dict's key");
          }
          out.entries().put(key, of(entry.getValue(), linker));
        }
        yield out;
      }
      case PickledValue.ObjectValue object -> object(object, linker);
    };
  }

  private List<@Nullable Object> all(List<PickledValue> items, @Nullable Linker linker)
      throws MalformedFileException {
    List<@Nullable Object> out = new java.util.ArrayList<>(items.size());
    for (PickledValue item : items) {
      out.add(of(item, linker));
    }
    return out;
  }

  private ObjectValue object(PickledValue.ObjectValue object, @Nullable Linker linker)
      throws MalformedFileException {
    ClassInfo info = linker == null ? null : linker.classInfo(object.className());
    if (info == null) {
      throw malformed("there is no code of class " + object.className());
    }
    if (info.hasMethod("__setstate__")) {
      throw malformed(
          "class %s has a __setstate__, which is not supported: nothing runs while a file is loaded"
              .formatted(object.className()));
    }
    ObjectValue out = new ObjectValue(info.type());
    for (Map.Entry<String, PickledValue> entry : object.attributes().entrySet()) {
      int index = info.type().index(entry.getKey());
      if (index < 0) {
        throw malformed(
            "class %s has no attribute '%s'".formatted(object.className(), entry.getKey()));
      }
      Object value = of(entry.getValue(), linker);
      if (value instanceof ObjectValue part && !info.type().implement(index, part.type())) {
        throw malformed(
            "attribute '%s' of class %s, an interface, stands for %s and %s, which is not supported"
                .formatted(
                    entry.getKey(),
                    object.className(),
                    info.type().types().get(index),
                    part.type()));
      }
      out.set(index, value);
    }
    return out;
  }
}
