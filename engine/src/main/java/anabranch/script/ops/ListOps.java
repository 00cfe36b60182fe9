package anabranch.script.ops;

import anabranch.script.ops.Values.ListValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists, and tuples where they may stand for one. */
final class ListOps {
  /** What an item takes in a list. */
  static final long ITEM = 32;

  private ListOps() {}

  static void add(OpTable.Builder t) {
    t.op("len.t(t[] a) -> int", a -> (long) a.items(0).size());
    t.op("append.t(t[] self, t el) -> t[]", ListOps::append);
    t.op("extend.t(t[] self, t[] other) -> ()", ListOps::extend);
    t.op("insert.t(t[] self, int idx, t el) -> ()", ListOps::insert);
    t.op("pop.t(t[] self, int idx=-1) -> t", a -> a.list(0).items().remove(index(a)));
    t.op("Delete.t(t[] self, int idx) -> ()", ListOps::delete);
    t.op("clear.t(t[] self) -> ()", ListOps::clear);
    t.op("reverse.t(t[] self) -> ()", ListOps::reverse);
    t.op("copy.t(t[] self) -> t[]", ListOps::copy);
    t.op("list.t(t[] l) -> t[]", ListOps::copy);
    t.op("__getitem__.t(t[] list, int idx) -> t", a -> a.items(0).get(index(a)));
    t.op("_set_item.t(t[] l, int idx, t el) -> t[]", ListOps::set);
    t.op("slice.t(t[] l, int? start=None, int? end=None, int step=1) -> t[]", ListOps::slice);
    t.op("add.t(t[] a, t[] b) -> t[]", ListOps::joined);
    t.op(
        "add_.t(t[] self, t[] b) -> t[]",
        a -> {
          extend(a);
          return a.list(0);
        });
    t.op("mul.left_t(t[] l, int n) -> t[]", a -> repeated(a, 0, 1));
    t.op("mul.right_(int n, t[] l) -> t[]", a -> repeated(a, 1, 0));
    t.op("eq.t_list(t[] a, t[] b) -> bool", a -> Equality.equal(a.list(0), a.list(1)));
    t.op("ne.t_list(t[] a, t[] b) -> bool", a -> !Equality.equal(a.list(0), a.list(1)));
    t.op("__contains__.t_list(t[] l, t item) -> bool", a -> find(a) >= 0);
    t.op("index.t_list(t[] self, t el) -> int", ListOps::position);
    t.op(
        "count.t(t[] self, t el) -> int",
        a -> a.items(0).stream().filter(x -> Equality.equal(x, a.value(1))).count());
    t.op("remove.t(t[] self, t el) -> ()", ListOps::remove);
    sorting(t);
    t.op("all.bool(bool[] self) -> bool", a -> a.items(0).stream().allMatch(ListOps::truth));
    t.op("any.bool(bool[] self) -> bool", a -> a.items(0).stream().anyMatch(ListOps::truth));
    t.op("sum.int(int[] self) -> int", ListOps::sum);
    t.op("sum.float(float[] self) -> float", ListOps::sum);
  }

  private static void sorting(OpTable.Builder t) {
    for (String type : new String[] {"int", "float", "str", "bool"}) {
      t.op(
          "sort.%s(%s[] self, bool reverse=False) -> ()".formatted(type, type),
          a -> {
            sort(a.list(0).items(), a.flag(1));
            return null;
          });
      t.op(
          "sorted.%s(%s[] input) -> %s[]".formatted(type, type, type),
          a -> {
            ListValue out = copy(a);
            sort(out.items(), false);
            return out;
          });
    }
  }

  private static void sort(List<@Nullable Object> items, boolean reverse) {
    Comparator<@Nullable Object> order = ListOps::compare;
    items.sort(reverse ? order.reversed() : order);
  }

  private static int compare(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Number x && b instanceof Number y) {
      return Numbers.compare(x, y);
    }
    if (a instanceof String x && b instanceof String y) {
      return x.compareTo(y);
    }
    if (a instanceof Boolean x && b instanceof Boolean y) {
      return x.compareTo(y);
    }
    throw new ScriptError(
        "TypeError: %s and %s have no order".formatted(Values.kind(a), Values.kind(b)));
  }

  /** The index that the second argument is, in the sequence that the first is. */
  private static int index(Args a) {
    int size = a.items(0).size();
    long index = a.integer(1);
    long i = index < 0 ? index + size : index;
    if (i < 0 || i >= size) {
      throw new ScriptError("IndexError: list index out of range: %d of %d".formatted(index, size));
    }
    return (int) i;
  }

  private static ListValue append(Args a) {
    a.host().charge(ITEM);
    a.list(0).items().add(a.value(1));
    return a.list(0);
  }

  private static @Nullable Object extend(Args a) {
    List<@Nullable Object> more = new ArrayList<>(a.items(1));
    a.host().charge(ITEM * more.size());
    a.list(0).items().addAll(more);
    return null;
  }

  private static @Nullable Object insert(Args a) {
    a.host().charge(ITEM);
    int size = a.list(0).items().size();
    long index = a.integer(1);
    a.list(0).items().add(Math.clamp(index < 0 ? index + size : index, 0, size), a.value(2));
    return null;
  }

  private static @Nullable Object delete(Args a) {
    a.list(0).items().remove(index(a));
    return null;
  }

  private static @Nullable Object clear(Args a) {
    a.list(0).items().clear();
    return null;
  }

  private static @Nullable Object reverse(Args a) {
    Collections.reverse(a.list(0).items());
    return null;
  }

  private static ListValue copy(Args a) {
    a.host().charge(ITEM * a.items(0).size());
    return new ListValue(new ArrayList<>(a.items(0)));
  }

  private static ListValue set(Args a) {
    a.list(0).items().set(index(a), a.value(2));
    return a.list(0);
  }

  private static ListValue slice(Args a) {
    List<@Nullable Object> items = a.items(0);
    ListValue out = new ListValue();
    a.host().charge(ITEM * items.size());
    Slices.of(items.size(), a, 1).forEach(i -> out.items().add(items.get(i)));
    return out;
  }

  private static ListValue joined(Args a) {
    ListValue out = copy(a);
    a.host().charge(ITEM * a.items(1).size());
    out.items().addAll(a.items(1));
    return out;
  }

  private static ListValue repeated(Args a, int list, int times) {
    List<@Nullable Object> items = a.items(list);
    long n = Math.max(a.integer(times), 0);
    if (!items.isEmpty() && n > Integer.MAX_VALUE / items.size()) {
      throw new ScriptError("MemoryError: a list of that length is not supported");
    }
    a.host().charge(ITEM * items.size() * n);
    ListValue out = new ListValue();
    for (long i = 0; i < n; i++) {
      out.items().addAll(items);
    }
    return out;
  }

  private static int find(Args a) {
    List<@Nullable Object> items = a.items(0);
    for (int i = 0; i < items.size(); i++) {
      if (Equality.equal(items.get(i), a.value(1))) {
        return i;
      }
    }
    return -1;
  }

  private static long position(Args a) {
    int at = find(a);
    if (at < 0) {
      throw new ScriptError("ValueError: '" + Text.of(a.value(1)) + "' is not in list");
    }
    return at;
  }

  private static @Nullable Object remove(Args a) {
    a.list(0).items().remove((int) position(a));
    return null;
  }

  private static boolean truth(@Nullable Object value) {
    return Boolean.TRUE.equals(value);
  }

  private static Number sum(Args a) {
    Number total = 0L;
    for (Object item : a.items(0)) {
      if (!(item instanceof Number n)) {
        throw new ScriptError("sum: expected numbers, got " + Values.kind(item));
      }
      total = Numbers.add(total, n);
    }
    return total;
  }
}
