package anabranch.script.ops;

import anabranch.script.ops.Values.DictValue;
import anabranch.script.ops.Values.ListValue;
import anabranch.script.ops.Values.TupleValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Dicts. */
final class DictOps {
  /** What an entry takes. */
  static final long ENTRY = 96;

  private DictOps() {}

  static void add(OpTable.Builder t) {
    t.op("len.Dict(Dict(k, v) self) -> int", a -> (long) a.dict(0).entries().size());
    t.op("keys(Dict(k, v) self) -> k[]", DictOps::keys);
    t.op("list.Dict(Dict(k, v) self) -> k[]", DictOps::keys);
    t.op("values(Dict(k, v) self) -> v[]", DictOps::values);
    t.op("items(Dict(k, v) self) -> (k, v)[]", DictOps::items);
    t.op("__getitem__.Dict(Dict(k, v) self, k key) -> v", a -> get(a, true));
    t.op("get(Dict(k, v) self, k key) -> v?", a -> get(a, false));
    t.op(
        "get.default(Dict(k, v) self, k key, v default_value) -> v",
        a -> has(a) ? get(a, true) : a.value(2));
    t.op("setdefault(Dict(k, v) self, k key, v default_value) -> v", DictOps::setDefault);
    t.op("_set_item.Dict(Dict(k, v) l, k idx, v v) -> ()", DictOps::set);
    t.op("__contains__.Dict(Dict(k, v) dict, k key) -> bool", DictOps::has);
    t.op(
        "Delete.Dict(Dict(k, v) self, k key) -> ()",
        a -> {
          remove(a);
          return null;
        });
    t.op("pop.Dict(Dict(k, v) self, k key) -> v", DictOps::remove);
    t.op(
        "pop.Dict_default(Dict(k, v) self, k key, v default_value) -> v",
        a -> has(a) ? remove(a) : a.value(2));
    t.op("popitem(Dict(k, v) self) -> (k, v)", DictOps::popItem);
    t.op(
        "clear.Dict(Dict(k, v) self) -> ()",
        a -> {
          a.dict(0).entries().clear();
          return null;
        });
    t.op("update.Dict(Dict(k, v) self, Dict(k, v) to_add) -> ()", DictOps::update);
    t.op("copy.Dict(Dict(k, v) self) -> Dict(k, v)", DictOps::copy);
    t.op("dict.Dict(Dict(k, v) self) -> Dict(k, v)", DictOps::copy);
    t.op("dict.list((k, v)[] inputs) -> Dict(k, v)", DictOps::ofPairs);
    t.op("eq.Dict(Dict(k, v) a, Dict(k, v) b) -> bool", a -> Equality.equal(a.dict(0), a.dict(1)));
    t.op("ne.Dict(Dict(k, v) a, Dict(k, v) b) -> bool", a -> !Equality.equal(a.dict(0), a.dict(1)));
  }

  private static Object key(Args a) {
    Object key = a.value(1);
    if (key == null) {
      throw new ScriptError("TypeError: None cannot be a key");
    }
    return key;
  }

  private static boolean has(Args a) {
    return a.dict(0).entries().containsKey(key(a));
  }

  private static @Nullable Object get(Args a, boolean must) {
    if (must && !has(a)) {
      throw missing(a);
    }
    return a.dict(0).entries().get(key(a));
  }

  private static ScriptError missing(Args a) {
    return new ScriptError("KeyError: " + Text.of(a.value(1)));
  }

  private static @Nullable Object remove(Args a) {
    if (!has(a)) {
      throw missing(a);
    }
    return a.dict(0).entries().remove(key(a));
  }

  private static @Nullable Object set(Args a) {
    a.host().charge(ENTRY);
    a.dict(0).entries().put(key(a), a.value(2));
    return null;
  }

  private static @Nullable Object setDefault(Args a) {
    if (!has(a)) {
      set(a);
    }
    return get(a, true);
  }

  private static ListValue keys(Args a) {
    return listed(a, Map.Entry::getKey);
  }

  private static ListValue values(Args a) {
    return listed(a, Map.Entry::getValue);
  }

  private static ListValue items(Args a) {
    return listed(a, e -> TupleValue.of(e.getKey(), e.getValue()));
  }

  private interface Part {
    @Nullable Object of(Map.Entry<Object, @Nullable Object> entry);
  }

  private static ListValue listed(Args a, Part part) {
    List<Map.Entry<Object, @Nullable Object>> entries = a.dict(0).snapshot();
    a.host().charge(ENTRY * entries.size());
    ListValue out = new ListValue();
    for (Map.Entry<Object, @Nullable Object> entry : entries) {
      out.items().add(part.of(entry));
    }
    return out;
  }

  private static TupleValue popItem(Args a) {
    List<Map.Entry<Object, @Nullable Object>> entries = a.dict(0).snapshot();
    if (entries.isEmpty()) {
      throw new ScriptError("KeyError: popitem(): dictionary is empty");
    }
    Map.Entry<Object, @Nullable Object> last = entries.getLast();
    a.dict(0).entries().remove(last.getKey());
    return TupleValue.of(last.getKey(), last.getValue());
  }

  private static void putAll(Args a, DictValue to, DictValue from) {
    for (Map.Entry<Object, @Nullable Object> entry : from.snapshot()) {
      a.host().charge(ENTRY);
      to.entries().put(entry.getKey(), entry.getValue());
    }
  }

  private static @Nullable Object update(Args a) {
    putAll(a, a.dict(0), a.dict(1));
    return null;
  }

  private static DictValue copy(Args a) {
    DictValue out = new DictValue();
    putAll(a, out, a.dict(0));
    return out;
  }

  private static DictValue ofPairs(Args a) {
    DictValue out = new DictValue();
    for (Object item : a.items(0)) {
      if (!(item instanceof TupleValue pair) || pair.size() != 2 || pair.get(0) == null) {
        throw new ScriptError("dict: expected pairs, got " + Values.kind(item));
      }
      a.host().charge(ENTRY);
      out.entries().put(pair.get(0), pair.get(1));
    }
    return out;
  }
}
