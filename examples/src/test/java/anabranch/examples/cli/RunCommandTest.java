package anabranch.examples.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.io.Safetensors;
import anabranch.tck.Goldens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code anabranch run}, in this JVM. */
final class RunCommandTest {
  @TempDir Path dir;

  private Cli.Result run(String name, String... more) throws IOException {
    String[] args = new String[more.length + 4];
    args[0] = "run";
    args[1] = Goldens.copy("script/" + name + ".pt", dir).toString();
    args[2] = "--input=" + Goldens.copy("script/" + name + ".in.safetensors", dir);
    args[3] = "--device=cpu";
    System.arraycopy(more, 0, args, 4, more.length);
    return Cli.run(args);
  }

  static List<String> names() {
    return GoldenRuns.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void givesWhatPyTorchGaveAndFailsAsItDid(String name) throws IOException {
    new GoldenRuns(dir, "cpu").check(name);
  }

  @Test
  void printsWhatItGave() throws IOException {
    Cli.Result result = run("data_dependent");
    assertEquals(
        "output.steps  tensor([  0,  16, 111,   8])\noutput.count  tensor(4)\n",
        result.out().replace("\r", ""));
  }

  @Test
  void aFailureShowsTheLineAndHowItWasReached() throws IOException {
    Cli.Result result = run("failing_deep");
    assertAll(
        () -> assertEquals(1, result.status()),
        () -> assertEquals("", result.out()),
        () -> assertTrue(result.err().contains("    return torch.add(x, y)"), result.err()),
        () -> assertEquals(" ".repeat(17) + "^", result.errLines().get(3)),
        () -> assertTrue(result.err().contains("  forked from code/__torch__.py:"), result.err()));
  }

  @Test
  void aStrangersTextCannotSteerTheTerminal() {
    assertEquals("a\\u001b[2J\\u202eb\n", Plain.text("a\033[2J\u202eb\n"));
  }

  @Test
  void textGoesToTheFilesMetadata() throws IOException {
    Path output = dir.resolve("out.safetensors");
    Cli.Result result = run("strings", "--output=" + output);
    assertEquals(0, result.status(), result.err());
    try (Safetensors written = Safetensors.open(output)) {
      assertEquals("hello-world", written.metadata().get("output.0.3"));
    }
  }

  @Test
  void numbersMayBeGivenByName() throws IOException {
    Path model = Goldens.copy("script/while_in_fork.pt", dir);
    Cli.Result wrong = Cli.run("run", model.toString(), "--device=cpu", "--arg=m=27");
    assertEquals(1, wrong.status());
    assertTrue(wrong.err().contains("--arg gives 'm', but forward takes {n=Tensor}"), wrong.err());
    Cli.Result missing = Cli.run("run", model.toString(), "--device=cpu");
    assertTrue(
        missing.err().contains("lacks its argument 'n', Tensor; forward takes {n=Tensor}: tensors"),
        missing.err());
    Cli.Result noTensors =
        Cli.run("run", model.toString(), "--device=cpu", "--input=" + model.toString());
    assertTrue(noTensors.err().contains("--input takes safetensors files: "), noTensors.err());
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
