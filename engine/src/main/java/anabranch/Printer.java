package anabranch;

import anabranch.shape.DType;
import anabranch.shape.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A tensor as PyTorch prints it. More than 1000 elements are cut to 3 at each end of a dimension.
 */
final class Printer {
  private static final int THRESHOLD = 1000;
  private static final int EDGE = 3;
  private static final int LINE = 80;
  private static final String PREFIX = "tensor(";

  private final Shape full;
  private final Shape shown;
  private final String[] elements;
  private final int width;

  private Printer(Shape full, Shape shown, String[] elements, int width) {
    this.full = full;
    this.shown = shown;
    this.elements = elements;
    this.width = width;
  }

  static String print(Tensor x) {
    if (x.isClosed()) {
      return "tensor(closed, dtype=torch.%s, size=%s)".formatted(x.dtype().torchName(), tuple(x));
    }
    String body = x.numel() == 0 ? "[]" : Scope.call(() -> of(x).text(0, 0, PREFIX.length()));
    return withSuffixes(PREFIX + body, suffixes(x));
  }

  private static Printer of(Tensor x) {
    Tensor part = x.numel() > THRESHOLD ? edges(x) : x;
    if (x.dtype().isFloating()) {
      double[] values = part.toDoubleArray();
      NumberFormat format = NumberFormat.of(values);
      String[] texts = Arrays.stream(values).mapToObj(format::format).toArray(String[]::new);
      return new Printer(x.shape(), part.shape(), texts, format.width());
    }
    long[] values = part.toLongArray();
    boolean truth = x.dtype() == DType.BOOL;
    List<String> texts =
        Arrays.stream(values)
            .mapToObj(v -> truth ? (v != 0 ? "True" : "False") : Long.toString(v))
            .toList();
    int width = texts.stream().mapToInt(String::length).max().orElse(1);
    String[] padded = texts.stream().map(t -> NumberFormat.pad(t, width)).toArray(String[]::new);
    return new Printer(x.shape(), part.shape(), padded, width);
  }

  private static Tensor edges(Tensor x) {
    Tensor out = x;
    for (int d = 0; d < x.rank(); d++) {
      long size = x.size(d);
      if (size > 2 * EDGE) {
        out = Tensors.cat(d, out.narrow(d, 0, EDGE), out.narrow(d, size - EDGE, EDGE));
      }
    }
    return out;
  }

  private boolean isCut(int dim) {
    return full.size(dim) != shown.size(dim);
  }

  /** The part from dimension {@code dim} on, whose first element is {@code at}. */
  private String text(int dim, int at, int indent) {
    int below = shown.rank() - dim;
    if (below == 0) {
      return elements[at];
    }
    if (below == 1) {
      return row(dim, at, indent);
    }
    int step = 1;
    for (int d = dim + 1; d < shown.rank(); d++) {
      step *= (int) shown.size(d);
    }
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < shown.size(dim); i++) {
      if (i == EDGE && isCut(dim)) {
        parts.add("...");
      }
      parts.add(text(dim + 1, at + i * step, indent + 1));
    }
    return "[" + String.join("," + "\n".repeat(below - 1) + " ".repeat(indent + 1), parts) + "]";
  }

  private String row(int dim, int at, int indent) {
    int perLine = Math.max(1, (LINE - indent) / (width + 2));
    List<String> data = new ArrayList<>();
    for (int i = 0; i < shown.size(dim); i++) {
      if (i == EDGE && isCut(dim)) {
        data.add(" ...");
      }
      data.add(elements[at + i]);
    }
    return IntStream.iterate(0, i -> i < data.size(), i -> i + perLine)
        .mapToObj(i -> String.join(", ", data.subList(i, Math.min(i + perLine, data.size()))))
        .collect(Collectors.joining(",\n" + " ".repeat(indent + 1), "[", "]"));
  }

  private static List<String> suffixes(Tensor x) {
    List<String> out = new ArrayList<>();
    String device = x.device().name();
    if (!device.equals("cpu")) {
      out.add("device='" + device + "'");
    }
    boolean empty = x.numel() == 0;
    if (empty && x.rank() != 1) {
      out.add("size=" + tuple(x));
    }
    boolean implied =
        x.dtype() == DType.F32 || (!empty && (x.dtype() == DType.I64 || x.dtype() == DType.BOOL));
    if (!implied) {
      out.add("dtype=torch." + x.dtype().torchName());
    }
    return out;
  }

  private static String tuple(Tensor x) {
    String sizes =
        Arrays.stream(x.shape().sizes()).mapToObj(Long::toString).collect(Collectors.joining(", "));
    return "(" + sizes + (x.rank() == 1 ? ",)" : ")");
  }

  private static String withSuffixes(String text, List<String> suffixes) {
    StringBuilder out = new StringBuilder(text);
    int last = text.length() - text.lastIndexOf('\n') + 1;
    for (String suffix : suffixes) {
      if (last + suffix.length() + 2 > LINE) {
        out.append(",\n").append(" ".repeat(PREFIX.length())).append(suffix);
        last = PREFIX.length() + suffix.length();
      } else {
        out.append(", ").append(suffix);
        last += suffix.length() + 2;
      }
    }
    return out.append(')').toString();
  }
}
