package anabranch.tck;

import static anabranch.tck.Numbers.assertNear;

import anabranch.Tensor;
import anabranch.io.Safetensors;
import anabranch.nn.Lstm;
import anabranch.nn.RecurrentOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** LSTMs that PyTorch has run, loaded by its names and run again. */
public abstract class LstmGoldenTck extends TckBase {
  private static final double TOLERANCE = 1e-5;

  @TempDir private Path folder;

  static List<String> names() {
    return Goldens.names("lstm");
  }

  @ParameterizedTest
  @MethodSource("names")
  void givesWhatPyTorchGave(String name) throws IOException {
    try (Safetensors file = Goldens.open("lstm/" + name, folder);
        Lstm lstm = Lstm.of(options(file.metadata()))) {
      Map<String, Tensor> tensors = file.load(device());
      lstm.loadStateDict(without(tensors, Set.of("x", "y", "hn", "cn", "h0", "c0")));

      Lstm.Output out = run(lstm, tensors);

      assertNear(tensors.get("y"), out.output(), TOLERANCE);
      assertNear(tensors.get("hn"), out.hn(), TOLERANCE);
      assertNear(tensors.get("cn"), out.cn(), TOLERANCE);
    }
  }

  private static Lstm.Output run(Lstm lstm, Map<String, Tensor> tensors) {
    Tensor x = tensors.get("x");
    return tensors.containsKey("h0")
        ? lstm.apply(x, tensors.get("h0"), tensors.get("c0"))
        : lstm.apply(x);
  }

  private static RecurrentOptions options(Map<String, String> metadata) {
    return new RecurrentOptions(
        Long.parseLong(metadata.get("input_size")),
        Long.parseLong(metadata.get("hidden_size")),
        Integer.parseInt(metadata.get("num_layers")),
        metadata.get("bias").equals("True"),
        metadata.get("batch_first").equals("True"),
        0,
        metadata.get("bidirectional").equals("True"),
        Long.parseLong(metadata.get("proj_size")));
  }

  private static Map<String, Tensor> without(Map<String, Tensor> tensors, Set<String> names) {
    Map<String, Tensor> rest = new LinkedHashMap<>(tensors);
    rest.keySet().removeAll(names);
    return rest;
  }
}
