package anabranch.tck;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.io.Safetensors;
import anabranch.script.ScriptException;
import anabranch.script.ScriptModule;
import anabranch.script.Tuple;
import anabranch.shape.DType;
import anabranch.shape.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * TorchScript archives that PyTorch made and ran, run again: as PyTorch 1.13 wrote them, and as
 * libtorch 2.7 did.
 */
public abstract class ScriptGoldenTck extends TckBase {
  private static final String FOLDER = "script";
  private static final String NEWER = "script-2.7";

  @TempDir private Path folder;

  static List<String> names() {
    return Goldens.names(FOLDER, ".pt");
  }

  private Path file(String name) throws IOException {
    return Goldens.copy(FOLDER + "/" + name, folder);
  }

  private Map<String, Tensor> tensors(Path file) throws IOException {
    Map<String, Tensor> out = new LinkedHashMap<>();
    try (Safetensors tensors = Safetensors.open(file)) {
      for (String name : tensors.names()) {
        out.put(name, tensors.load(name, device()));
      }
    }
    return out;
  }

  @Test
  void thereAreFortyOrMoreAndEachInBothFormats() {
    assertTrue(names().size() >= 40, names().toString());
    assertEquals(names(), Goldens.names(NEWER, ".pt"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void givesWhatPyTorchGave(String name) throws IOException {
    check(FOLDER, name);
  }

  /** In one test, since these are the same programs. */
  @Test
  void allGiveTheSameFromTheNewerFormat() {
    assertAll(names().stream().map(name -> () -> checkInScope(NEWER, name)));
  }

  private void checkInScope(String from, String name) throws IOException {
    Scope.call(
        () -> {
          check(from, name);
          return name;
        });
  }

  private void check(String from, String name) throws IOException {
    Map<String, Tensor> inputs = tensors(file(name + ".in.safetensors"));
    Path expected = file(name + ".out.safetensors");
    Path archive = Objects.requireNonNull(Goldens.copy(from + "/" + name + ".pt", folder));
    try (ScriptModule module = ScriptModule.load(archive, device())) {
      if (expected == null) {
        String part = Files.readString(file(name + ".error.txt")).strip();
        ScriptException e = assertThrows(ScriptException.class, () -> module.forward(inputs));
        assertTrue(e.getMessage().contains(part), e.report());
        assertEquals(ScriptException.Kind.FAILED, e.kind());
      } else {
        Map<String, Object> results = new LinkedHashMap<>();
        flatten("output", module.forward(inputs), results);
        compare(tensors(expected), results);
      }
    }
  }

  /** What PyTorch 1.13 gave for both, loaded from either file. */
  @ParameterizedTest
  @ValueSource(strings = {"frozen", "frozen-2.7"})
  void aFrozenModuleGivesWhatPyTorchGave(String name) throws IOException {
    Path archive = folder.resolve("frozen.pt");
    try (InputStream in =
        Objects.requireNonNull(
            ScriptGoldenTck.class.getResourceAsStream("/archives/" + name + ".pt"))) {
      Files.write(archive, in.readAllBytes());
    }
    Tensor x = Tensors.of(device(), new float[] {3, -2, 1, -4, 0.5f, 2}, 2, 3);
    double[] expected = {0, 1.99922454, 0.91839898, 0, 1.42383373, 0, 0, 0.87303793};
    try (ScriptModule module = ScriptModule.load(archive, device())) {
      Tensor y = (Tensor) module.forward(x);
      Check.near(DType.F32, new Host(Shape.of(2, 4), expected), y, 1e-6);
    }
  }

  private static void flatten(String prefix, Object value, Map<String, Object> out) {
    switch (value) {
      case Tuple tuple -> flatten(prefix, tuple.items(), out);
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          flatten(prefix + "." + i, list.get(i), out);
        }
      }
      case Map<?, ?> map -> map.forEach((k, v) -> flatten(prefix + "." + k, v, out));
      case String text -> {}
      default -> out.put(prefix, value);
    }
  }

  private void compare(Map<String, Tensor> expected, Map<String, Object> results) {
    assertEquals(expected.keySet(), results.keySet());
    expected.forEach(
        (name, want) -> {
          Object got = results.get(name);
          switch (got) {
            case Tensor tensor -> Check.near(want.dtype(), Host.of(want), tensor, 1e-5);
            case Double x -> assertEquals(want.itemDouble(), x, 1e-12 * Math.abs(x), name);
            case Boolean b -> assertEquals(want.itemBoolean(), b, name);
            default -> assertEquals(want.itemLong(), assertInstanceOf(Long.class, got), name);
          }
        });
  }

  @Test
  void parametersAndStateHavePyTorchsNames() throws IOException {
    try (ScriptModule module = ScriptModule.load(file("classifier.pt"), device())) {
      Map<String, Tensor> parameters = module.namedParameters();
      assertEquals(21, parameters.size());
      assertEquals("[20, 6]", parameters.get("embedding.weight").shape().toString());
      assertNotNull(parameters.get("lstm.weight_hh_l1_reverse"));
      assertEquals(
          List.of("embedding.weight", "lstm.weight_ih_l0"),
          List.copyOf(parameters.keySet()).subList(0, 2));
    }
    try (ScriptModule module = ScriptModule.load(file("buffers.pt"), device())) {
      assertTrue(module.namedParameters().isEmpty());
      assertEquals(List.of("total"), List.copyOf(module.stateDict().keySet()));
      assertEquals(Map.of("x", "Tensor"), module.parametersOf("forward"));
    }
  }

  @Test
  void stateStaysFromCallToCall() throws IOException {
    try (ScriptModule module = ScriptModule.load(file("buffers.pt"), device())) {
      Tensor ones = Tensors.ones(device(), 3);
      assertEquals(2 + 1 + 5L, assertInstanceOf(Tuple.class, module.forward(ones)).get(1));
      Tuple second = assertInstanceOf(Tuple.class, module.forward(ones));
      assertEquals(4 + 1 + 5L, second.get(1));
      Check.values((Tensor) second.get(0), 4.5, 4.5, 4.5);
    }
  }

  @Test
  void wrongArgumentsAreNamed() throws IOException {
    try (ScriptModule module = ScriptModule.load(file("failing.pt"), device())) {
      Tensor x = Tensors.ones(device(), 1);
      Check.refused(ScriptException.class, () -> module.forward(x), "lacks its argument 'y'");
      Check.refused(
          ScriptException.class, () -> module.forward(x, x, x), "takes 2 arguments, got 3");
      Check.refused(ScriptException.class, () -> module.forward(x, 1), "'y'", "Tensor", "int");
      Check.refused(
          ScriptException.class, () -> module.forward(Map.of("x", x, "z", x)), "'z'", "[x, y]");
      Check.refused(
          IllegalArgumentException.class,
          () -> module.call("backward", List.of(), Map.of()),
          "backward",
          "forward");
    }
  }

  @Test
  void severalThreadsMayRunOneModule() throws Exception {
    Map<String, Tensor> inputs = tensors(file("ensemble.in.safetensors"));
    Host expected = Host.of(tensors(file("ensemble.out.safetensors")).get("output"));
    try (ScriptModule module = ScriptModule.load(file("ensemble.pt"), device());
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      device().synchronize(); // the inputs', which the threads get by other ways than a fork
      List<Callable<Void>> calls =
          Collections.nCopies(
              12,
              () ->
                  devices()
                      .call(
                          () -> {
                            Tensor out = (Tensor) module.forward(inputs);
                            Check.near(DType.F32, expected, out, 1e-5);
                            return null;
                          }));
      for (Future<Void> call : threads.invokeAll(calls)) {
        call.get();
      }
    }
  }

  @Test
  void aClosedModuleIsRefused() throws IOException {
    ScriptModule module = ScriptModule.load(file("example.pt"), device());
    module.close();
    module.close();
    Check.refused(
        IllegalArgumentException.class,
        () -> module.forward(Tensors.of(device(), new float[] {1}).to(DType.F32)),
        "closed");
  }
}
