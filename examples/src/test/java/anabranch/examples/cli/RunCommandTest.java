package anabranch.examples.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.Device;
import anabranch.Scope;
import anabranch.io.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code anabranch run}, in this JVM. */
final class RunCommandTest {
  @TempDir Path dir;

  private Cli.Result run(String name, String... more) throws IOException {
    String[] args = new String[more.length + 4];
    args[0] = "run";
    args[1] = ScriptFiles.copy(name + ".pt", dir).toString();
    args[2] = "--input=" + ScriptFiles.copy(name + ".in.safetensors", dir);
    args[3] = "--device=cpu";
    System.arraycopy(more, 0, args, 4, more.length);
    return Cli.run(args);
  }

  /** Both files have the same tensors, within 1e-5. */
  static void sameTensors(Path expected, Path actual) throws IOException {
    try (Safetensors want = Safetensors.open(expected);
        Safetensors got = Safetensors.open(actual)) {
      Device cpu = Device.of("cpu");
      assertEquals(want.names(), got.names());
      for (String name : want.names()) {
        assertEquals(want.entry(name).dtype(), got.entry(name).dtype());
        assertEquals(want.entry(name).shape(), got.entry(name).shape());
        Scope.call(
            () -> {
              assertArrayEquals(
                  want.load(name, cpu).toDoubleArray(),
                  got.load(name, cpu).toDoubleArray(),
                  1e-5,
                  name);
              return null;
            });
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"example", "hundred", "ensemble", "data_dependent", "classifier_frozen"})
  void writesWhatPyTorchGave(String name) throws IOException {
    Path output = dir.resolve("out.safetensors");
    Cli.Result result = run(name, "--output=" + output);
    assertEquals(0, result.status(), result.err());
    sameTensors(ScriptFiles.copy(name + ".out.safetensors", dir), output);
  }

  @ParameterizedTest
  @ValueSource(strings = {"failing", "raises"})
  void aFailureIsOneLineWithTheProgramsWords(String name) throws IOException {
    Cli.Result result = run(name);
    String text = Files.readString(ScriptFiles.copy(name + ".error.txt", dir)).strip();
    assertAll(
        () -> assertEquals(1, result.status()),
        () -> assertEquals(1, result.errLines().size(), result.err()),
        () -> assertTrue(result.err().contains(text), result.err()));
  }

  @Test
  void printsWhatItGave() throws IOException {
    Cli.Result result = run("data_dependent");
    assertEquals(
        "output.steps  tensor([  0,  16, 111,   8])\noutput.count  tensor(4)\n",
        result.out().replace("\r", ""));
  }

  @Test
  void numbersMayBeGivenByName() throws IOException {
    Path model = ScriptFiles.copy("while_in_fork.pt", dir);
    Cli.Result wrong = Cli.run("run", model.toString(), "--device=cpu", "--arg=m=27");
    assertEquals(1, wrong.status());
    assertTrue(wrong.err().contains("--arg gives 'm', but forward takes {n=Tensor}"), wrong.err());
    Cli.Result missing = Cli.run("run", model.toString(), "--device=cpu");
    assertTrue(missing.err().contains("lacks its argument 'n'"), missing.err());
  }

  @Test
  void limitsHold() throws IOException {
    Cli.Result result = run("hundred", "--limit", "forks=10", "--limit=steps=100");
    assertEquals(1, result.status());
    assertTrue(result.err().contains("limit"), result.err());
    assertEquals(0, run("hundred", "--trusted").status());
    Cli.Result unknown = run("hundred", "--limit=colour=3");
    assertTrue(unknown.err().contains("there is no 'colour'"), unknown.err());
  }

  @Test
  void recordsTheRun() throws IOException {
    Path trace = dir.resolve("trace.json");
    Path page = dir.resolve("page.html");
    assertEquals(0, run("ensemble", "--trace=" + trace, "--timeline=" + page).status());
    assertTrue(Files.readString(trace).contains("lstm"));
    assertTrue(Files.size(page) > 1000);
  }

  @Test
  void filesThatAreNotThereOrNoArchivesAreNamed() throws IOException {
    Cli.Result missing = Cli.run("run", dir.resolve("no.pt").toString(), "--device=cpu");
    assertEquals(1, missing.status());
    assertTrue(missing.err().contains("no.pt"), missing.err());
    Path text = Files.writeString(dir.resolve("text.pt"), "no archive at all");
    Cli.Result malformed = Cli.run("run", text.toString(), "--device=cpu");
    assertEquals(1, malformed.status());
    assertTrue(malformed.err().contains("text.pt"), malformed.err());
  }
}
