package anabranch.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.shape.DType;
import anabranch.shape.Shape;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tensors print as PyTorch prints them: {@code printing/make_printing.py} made the cases. */
public abstract class PrintingTck extends OpTck {
  /** A tensor and its text. */
  record Case(String name, DType type, Shape shape, String data, String text) {
    double[] values() {
      int numel = (int) shape.numel();
      if (numel == 0) {
        return new double[0];
      }
      String[] parts = data.split(" ", -1);
      if (!parts[0].equals("affine")) {
        return Arrays.stream(parts).mapToDouble(Case::number).toArray();
      }
      double[] values = new double[numel];
      for (int i = 0; i < numel; i++) {
        values[i] = i * Double.parseDouble(parts[1]) + Double.parseDouble(parts[2]);
      }
      return values;
    }

    private static double number(String text) {
      return switch (text) {
        case "nan" -> NAN;
        case "inf" -> INF;
        case "-inf" -> -INF;
        default -> Double.parseDouble(text);
      };
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    try (InputStream in = PrintingTck.class.getResourceAsStream("/printing/cases.txt");
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      String line = reader.readLine();
      while (line != null) {
        cases.add(read(line.substring("case ".length()), reader));
        line = reader.readLine();
      }
    }
    assertTrue(cases.size() > 40);
    return cases.stream();
  }

  private static Case read(String name, BufferedReader reader) throws IOException {
    String type = reader.readLine();
    String sizes = reader.readLine();
    String data = reader.readLine();
    List<String> text = new ArrayList<>();
    for (String line = reader.readLine(); !line.equals("end"); line = reader.readLine()) {
      text.add(line);
    }
    return new Case(
        name,
        Arrays.stream(DType.values())
            .filter(t -> t.torchName().equals(type))
            .findFirst()
            .orElseThrow(),
        Shape.of(
            Arrays.stream(sizes.split(" ", -1))
                .filter(size -> !size.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray()),
        data,
        String.join("\n", text));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void printsAsPyTorch(Case c) {
    Tensor x = Tensors.of(device(), c.values()).to(c.type()).reshape(c.shape());
    assertEquals(onAnyDevice(c.text()), onAnyDevice(x.toString()));
    assertEquals(onAnyDevice(c.text()), onAnyDevice(Form.TRANSPOSED.of(x).toString()));
  }

  /**
   * The cases were made on the CPU, whose name PyTorch does not print. Another device's name also
   * takes room, which moves the type to a new line or the name there.
   */
  private String onAnyDevice(String text) {
    if (device().name().equals("cpu")) {
      return text;
    }
    return text.replaceAll(",\\s*device='" + device().name() + "'", "")
        .replaceAll(",\\s*dtype=", ", dtype=");
  }

  @Test
  void closedTensorsSaySo() {
    Tensor x = Tensors.zeros(device(), 2, 3);
    x.close();
    assertEquals("tensor(closed, dtype=torch.float32, size=(2, 3))", x.toString());
  }
}
