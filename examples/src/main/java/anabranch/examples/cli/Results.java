package anabranch.examples.cli;

import anabranch.Device;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.io.Safetensors;
import anabranch.script.Tuple;
import anabranch.shape.DType;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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
      default -> put(name, value);
    }
  }

  private void put(String name, Object value) throws RunFailedException {
    if (values.put(name, value) != null) {
      throw new RunFailedException("two parts of the result would both be called " + name);
    }
  }

  private void addAll(String name, List<?> items) throws RunFailedException {
    for (int i = 0; i < items.size(); i++) {
      add(name + "." + i, items.get(i));
    }
  }

  /** A line for each: tensors of a few elements with these, others with type and shape. */
  void print(PrintWriter out) {
    values.forEach((name, value) -> out.println(Plain.text(name + "  " + text(value))));
  }

  private static String text(Object value) {
    return value instanceof Tensor tensor && (tensor.numel() > 8 || tensor.rank() > 1)
        ? tensor.dtype() + " " + tensor.shape()
        : value.toString();
  }

  /**
   * Writes all to a safetensors file: numbers and truth values as tensors without dimensions, text
   * to the file's metadata.
   *
   * @throws RunFailedException if there is something else
   * @throws IOException if it cannot be written
   */
  void write(Path file) throws IOException, RunFailedException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : values.entrySet()) {
      if (entry.getValue() instanceof String text) {
        metadata.put(entry.getKey(), text);
      } else {
        tensors.put(entry.getKey(), tensor(entry.getKey(), entry.getValue()));
      }
    }
    Safetensors.write(file, tensors, metadata);
  }

  private Tensor tensor(String name, Object value) throws RunFailedException {
    return switch (value) {
      case Tensor tensor -> tensor;
      case Long n -> Tensors.full(device, DType.I64, n);
      case Double x -> Tensors.full(device, DType.F64, x);
      case Boolean b -> Tensors.scalar(device, b);
      default ->
          throw new RunFailedException(
              "%s is neither tensor, number, truth value nor text, and cannot be written: %s"
                  .formatted(name, value));
    };
  }
}
