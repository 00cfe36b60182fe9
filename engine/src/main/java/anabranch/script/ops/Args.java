package anabranch.script.ops;

import anabranch.Device;
import anabranch.Tensor;
import anabranch.script.ops.Values.DictValue;
import anabranch.script.ops.Values.ListValue;
import anabranch.script.ops.Values.TupleValue;
import anabranch.shape.DType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operation's arguments, in the order of its parameters, read as what they have to be. */
public final class Args {
  private final Schema schema;
  private final @Nullable Object[] values;
  private final Host host;

  /** The arguments {@code values} of the operation with this schema. */
  public Args(Schema schema, @Nullable Object[] values, Host host) {
    this.schema = schema;
    this.values = values;
    this.host = host;
  }

  /** Other values for the same operation. */
  Args with(@Nullable Object... others) {
    return new Args(schema, others, host);
  }

  /** The product of two sizes, or the largest number if it is larger. */
  static long product(long a, long b) {
    return a == 0 || b <= Long.MAX_VALUE / a ? a * b : Long.MAX_VALUE;
  }

  Host host() {
    return host;
  }

  int count() {
    return values.length;
  }

  @Nullable Object value(int i) {
    return values[i];
  }

  boolean isNone(int i) {
    return values[i] == null;
  }

  private ScriptError wrong(int i, String expected) {
    String name = i < schema.parameters().size() ? schema.parameters().get(i).name() : "" + i;
    return new ScriptError(
        "%s: argument '%s' must be %s, got %s"
            .formatted(schema.name(), name, expected, Values.kind(values[i])));
  }

  Tensor tensor(int i) {
    if (values[i] instanceof Tensor tensor) {
      return tensor;
    }
    throw wrong(i, "Tensor");
  }

  @Nullable Tensor tensorOrNone(int i) {
    return values[i] == null ? null : tensor(i);
  }

  long integer(int i) {
    return switch (values[i]) {
      case Long n -> n;
      case Boolean b -> b ? 1 : 0;
      case Tensor t when t.numel() == 1 && !t.dtype().isFloating() -> t.itemLong();
      case null, default -> throw wrong(i, "int");
    };
  }

  long integerOr(int i, long otherwise) {
    return values[i] == null ? otherwise : integer(i);
  }

  /** A whole number that is a Java int: a dimension, a count. */
  int small(int i) {
    long n = integer(i);
    if (n != (int) n) {
      throw new ScriptError(
          "%s: argument '%s' is out of range: %d"
              .formatted(schema.name(), schema.parameters().get(i).name(), n));
    }
    return (int) n;
  }

  double real(int i) {
    return switch (values[i]) {
      case Double x -> x;
      case Long n -> n;
      case Boolean b -> b ? 1 : 0;
      case Tensor t when t.numel() == 1 -> t.itemDouble();
      case null, default -> throw wrong(i, "float");
    };
  }

  /** A number: Long or Double. */
  Number number(int i) {
    return switch (values[i]) {
      case Double x -> x;
      case Long n -> n;
      case Boolean b -> b ? 1L : 0L;
      case Tensor t when t.numel() == 1 -> Numbers.item(t);
      case null, default -> throw wrong(i, "a number");
    };
  }

  @Nullable Number numberOrNone(int i) {
    return values[i] == null ? null : number(i);
  }

  boolean flag(int i) {
    return switch (values[i]) {
      case Boolean b -> b;
      case Tensor t when t.numel() == 1 -> t.itemBoolean();
      case null, default -> throw wrong(i, "bool");
    };
  }

  String text(int i) {
    if (values[i] instanceof String text) {
      return text;
    }
    throw wrong(i, "str");
  }

  ListValue list(int i) {
    if (values[i] instanceof ListValue list) {
      return list;
    }
    throw wrong(i, "List");
  }

  DictValue dict(int i) {
    if (values[i] instanceof DictValue dict) {
      return dict;
    }
    throw wrong(i, "Dict");
  }

  /** The items of a list or tuple. */
  List<@Nullable Object> items(int i) {
    return switch (values[i]) {
      case ListValue list -> list.items();
      case TupleValue tuple -> tuple.items();
      case null, default -> throw wrong(i, "List");
    };
  }

  List<Tensor> tensors(int i) {
    List<@Nullable Object> items = items(i);
    List<Tensor> tensors = new ArrayList<>(items.size());
    for (Object item : items) {
      if (!(item instanceof Tensor tensor)) {
        throw new ScriptError(
            "%s: expected a list of tensors, got %s in it"
                .formatted(schema.name(), Values.kind(item)));
      }
      tensors.add(tensor);
    }
    return tensors;
  }

  /** Whole numbers of a list, or one on its own. */
  long[] integers(int i) {
    if (values[i] instanceof Long n) {
      return new long[] {n};
    }
    List<@Nullable Object> items = items(i);
    long[] out = new long[items.size()];
    for (int k = 0; k < out.length; k++) {
      out[k] =
          switch (items.get(k)) {
            case Long n -> n;
            case Tensor t when t.numel() == 1 -> t.itemLong();
            case null, default ->
                throw new ScriptError(
                    "%s: expected a list of int, got %s in it"
                        .formatted(schema.name(), Values.kind(items.get(k))));
          };
    }
    return out;
  }

  /** Dimensions; none if the argument is None. */
  int[] dims(int i) {
    if (values[i] == null) {
      return new int[0];
    }
    long[] wide = integers(i);
    int[] out = new int[wide.length];
    for (int k = 0; k < out.length; k++) {
      if (wide[k] != (int) wide[k]) {
        throw new ScriptError(schema.name() + ": dimension out of range: " + wide[k]);
      }
      out[k] = (int) wide[k];
    }
    return out;
  }

  /** An element type by PyTorch's number, or {@code otherwise} if the argument is None. */
  DType type(int i, DType otherwise) {
    return values[i] == null ? otherwise : DTypes.of(integer(i));
  }

  /** The device named, or the run's: a program runs on the device that it was loaded to. */
  Device device() {
    return host.device();
  }
}
