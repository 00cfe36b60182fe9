package anabranch.examples.cli;

import anabranch.Device;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.script.Tuple;
import anabranch.shape.DType;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a program gave, by names such as {@code output.0.key}. */
final class Results {
  private static final int MOST = 1_000_000;

  private final Device device;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private int parts;

  Results(Device device) {
    this.device = device;
  }

  /**
   * Takes {@code value}, and what is in it; nothing is left out but None.
   *
   * @throws RunFailedException if it has more parts than anybody wants to see
   */
  void add(String name, @Nullable Object value) throws RunFailedException {
    if (++parts > MOST) {
      throw new RunFailedException("the result has more than " + MOST + " parts");
    }
    switch (value) {
      case null -> {}
      case Tuple tuple -> addAll(name, tuple.items());
      case List<?> list -> addAll(name, list);
      case Map<?, ?> map -> {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          add(name + "." + entry.getKey(), entry.getValue());
        }
      }
      default -> values.put(name, value);
    }
  }

  private void addAll(String name, List<?> items) throws RunFailedException {
    for (int i = 0; i < items.size(); i++) {
      add(name + "." + i, items.get(i));
    }
  }

  /** A line for each: tensors of a few elements with these, others with type and shape. */
  void print(PrintWriter out) {
    values.forEach((name, value) -> out.println(name + "  " + text(value)));
  }

  private static String text(Object value) {
    return value instanceof Tensor tensor && (tensor.numel() > 8 || tensor.rank() > 1)
        ? tensor.dtype() + " " + tensor.shape()
        : value.toString();
  }

  /** All as tensors, for a file. Text has no place in one. */
  Map<String, Tensor> tensors() throws RunFailedException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : values.entrySet()) {
      tensors.put(entry.getKey(), tensor(entry.getKey(), entry.getValue()));
    }
    return tensors;
  }

  private Tensor tensor(String name, Object value) throws RunFailedException {
    return switch (value) {
      case Tensor tensor -> tensor;
      case Long n -> Tensors.full(device, DType.I64, n);
      case Double x -> Tensors.full(device, DType.F64, x);
      case Boolean b -> Tensors.scalar(device, b);
      default ->
          throw new RunFailedException(
              "%s is not a tensor, number or truth value, and cannot be written: %s"
                  .formatted(name, value));
    };
  }
}
