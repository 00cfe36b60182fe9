package anabranch.script;

import anabranch.Device;
import anabranch.Tensor;
import anabranch.script.ops.Values.DictValue;
import anabranch.script.ops.Values.ListValue;
import anabranch.script.ops.Values.ObjectValue;
import anabranch.script.ops.Values.TupleValue;
import anabranch.script.run.FutureValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values on their way into a program and out of it. In: {@link Tensor}, numbers, {@link Boolean},
 * {@link String}, null, {@link List}, {@link Map}, {@link Tuple}. Out: the same, with whole numbers
 * as {@link Long} and others as {@link Double}; futures as what they give.
 */
final class Conversion {
  private static final int MAX_DEPTH = 100;

  private final IdentityHashMap<Object, Object> done = new IdentityHashMap<>();

  private Conversion() {}

  /** The device of the first tensor among {@code values}, or the current one. */
  static Device device(Collection<? extends @Nullable Object> values) {
    for (Object value : values) {
      if (value instanceof Tensor tensor) {
        return tensor.device();
      }
    }
    return Device.current();
  }

  static @Nullable Object in(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Tensor t -> t;
      case Long n -> n;
      case Integer n -> n.longValue();
      case Short n -> n.longValue();
      case Byte n -> n.longValue();
      case Double x -> x;
      case Float x -> x.doubleValue();
      case Boolean b -> b;
      case String s -> s;
      case Device d -> d;
      case Tuple tuple ->
          new TupleValue(tuple.items().stream().map(Conversion::in).toArray(), null);
      case Collection<?> items -> {
        ListValue list = new ListValue();
        items.forEach(item -> list.items().add(in(item)));
        yield list;
      }
      case Map<?, ?> map -> {
        DictValue dict = new DictValue();
        map.forEach(
            (k, v) -> {
              Object key = in(k);
              if (key != null) {
                dict.entries().put(key, in(v));
              }
            });
        yield dict;
      }
      default ->
          throw new IllegalArgumentException(
              "a program takes no " + value.getClass().getName() + ": " + value);
    };
  }

  /** What a program gave. A list or dict that it holds twice is one here too. */
  static @Nullable Object out(@Nullable Object value) {
    return new Conversion().out(value, 0);
  }

  private @Nullable Object out(@Nullable Object value, int depth) {
    if (depth > MAX_DEPTH) {
      throw new ScriptException(
          ScriptException.Kind.FAILED,
          "the result nests more than " + MAX_DEPTH + " deep",
          List.of(),
          null);
    }
    if (!(value instanceof ListValue
        || value instanceof TupleValue
        || value instanceof DictValue
        || value instanceof ObjectValue
        || value instanceof FutureValue)) {
      return value;
    }
    Object known = done.get(value);
    if (known == null) {
      known = container(value, depth);
      if (known != null) {
        done.put(value, known);
      }
    }
    return known;
  }

  private @Nullable Object container(Object value, int depth) {
    return switch (value) {
      case ListValue list -> outs(list.items(), depth);
      case TupleValue tuple -> new Tuple(outs(tuple.items(), depth));
      case DictValue dict -> {
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        dict.snapshot().forEach(e -> map.put(e.getKey(), out(e.getValue(), depth + 1)));
        yield map;
      }
      case ObjectValue object -> {
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        List<String> names = object.type().attributes();
        for (int i = 0; i < names.size(); i++) {
          map.put(names.get(i), out(object.get(i), depth + 1));
        }
        yield map;
      }
      case FutureValue future -> out(future.value(), depth + 1);
      default -> value;
    };
  }

  private List<@Nullable Object> outs(List<@Nullable Object> items, int depth) {
    List<@Nullable Object> out = new ArrayList<>(items.size());
    items.forEach(item -> out.add(out(item, depth + 1)));
    return out;
  }
}
