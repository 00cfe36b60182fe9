package anabranch.script.ops;

import anabranch.Tensor;
import anabranch.script.ops.Values.DictValue;
import anabranch.script.ops.Values.ListValue;
import anabranch.script.ops.Values.TupleValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When two values are equal. */
final class Equality {
  private static final int MAX_DEPTH = 100;

  /** Parts that may be compared: a value that holds another twice, again and again, has many. */
  private static final int MOST = 2_000_000;

  private int compared;

  private Equality() {}

  static boolean equal(@Nullable Object a, @Nullable Object b) {
    return new Equality().equal(a, b, 0);
  }

  private boolean equal(@Nullable Object a, @Nullable Object b, int depth) {
    if (depth > MAX_DEPTH || ++compared > MOST) {
      throw new ScriptError("values that are compared nest too deep or have too many parts");
    }
    return switch (a) {
      case null -> b == null;
      case Number x ->
          b instanceof Number y ? Numbers.same(x, y) : b instanceof Boolean t && same(x, t);
      case Boolean t -> b instanceof Number y ? same(y, t) : t.equals(b);
      case Tensor x -> b instanceof Tensor y && (x == y || x.equal(y));
      case ListValue x -> b instanceof ListValue y && items(x.items(), y.items(), depth);
      case TupleValue x -> b instanceof TupleValue y && items(x.items(), y.items(), depth);
      case DictValue x -> b instanceof DictValue y && entries(x, y, depth);
      default -> a.equals(b);
    };
  }

  private static boolean same(Number x, boolean truth) {
    return x.doubleValue() == (truth ? 1 : 0);
  }

  private boolean items(List<@Nullable Object> x, List<@Nullable Object> y, int depth) {
    if (x.size() != y.size()) {
      return false;
    }
    for (int i = 0; i < x.size(); i++) {
      if (!equal(x.get(i), y.get(i), depth + 1)) {
        return false;
      }
    }
    return true;
  }

  private boolean entries(DictValue x, DictValue y, int depth) {
    if (x.entries().size() != y.entries().size()) {
      return false;
    }
    for (Map.Entry<Object, @Nullable Object> entry : x.snapshot()) {
      Object key = entry.getKey();
      if (!y.entries().containsKey(key)
          || !equal(entry.getValue(), y.entries().get(key), depth + 1)) {
        return false;
      }
    }
    return true;
  }
}
