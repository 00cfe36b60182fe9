package anabranch.bench.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.bench.history.Figure;
import anabranch.bench.history.Rate;
import anabranch.bench.history.Results;
import anabranch.bench.history.ResultsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code anabranch bench}: runs what JMH runs, and reports it. */
final class BenchCommandTest {
  private static final List<String> BRIEFLY =
      List.of("-f", "0", "-wi", "0", "-i", "3", "-r", "5ms", "-v", "SILENT");

  @TempDir Path dir;

  @Test
  void theListNamesEachBenchmarkAndItsParameters() {
    Cli.Result result = Cli.bench("--list");
    assertAll(
        () -> assertEquals(0, result.status(), result.err()),
        () -> assertTrue(result.out().contains("MatMulBench.matmul           matrix products")),
        () -> assertTrue(result.out().contains("-p shape=square,projection,step")),
        () -> assertTrue(result.out().contains("LaunchBench.jcuda")));
  }

  @Test
  void theListCanBeOfSome() {
    Cli.Result result = Cli.bench("--list", "Alloc");
    assertAll(
        () -> assertTrue(result.out().startsWith("AllocBench.alloc "), result.out()),
        () -> assertFalse(result.out().contains("MatMul"), result.out()));
  }

  @Test
  void figuresAreShownAndWrittenWithThePeakBesideThem() throws Exception {
    Path file = dir.resolve("figures.json");
    Cli.Result result =
        briefly("MatMulBench", "-p", "shape=5x6x7", "-p", "threads=1", "--json", file.toString());
    assertEquals(0, result.status(), result.err());
    Results results = ResultsFile.read(file);
    Figure figure = results.figures().getFirst();
    Rate rate = figure.rate();
    assertAll(
        () -> assertTrue(result.out().contains("device=cpu shape=5x6x7 threads=1"), result.out()),
        () -> assertTrue(result.out().contains("GFLOP/s, "), result.out()),
        () -> assertEquals(1, results.figures().size()),
        () -> assertEquals("MatMulBench.matmul", figure.benchmark()),
        () ->
            assertEquals(
                Map.of("device", "cpu", "shape", "5x6x7", "threads", "1"), figure.params()),
        () -> assertEquals("us/op", figure.unit()),
        () -> assertEquals(3, figure.n()),
        () -> assertEquals(420 / (figure.median() * 1e-6) / 1e9, rate.value(), 1e-6 * rate.value()),
        () -> assertTrue(rate.peak() > rate.value(), () -> rate.toString()),
        () -> assertEquals(rate.peak(), results.peaks().getFirst().value()));
  }

  @Test
  void aBenchmarkWithoutWorkHasNoRate() throws Exception {
    Path file = dir.resolve("figures.json");
    briefly("DispatchBench", "-p", "kind=VIEW", "--json=" + file);
    Results results = ResultsFile.read(file);
    assertAll(
        () -> assertEquals(null, results.figures().getFirst().rate()),
        () -> assertEquals(List.of(), results.peaks()));
  }

  @Test
  void aBenchmarkThatFailsFailsTheRunAndLeavesTheOldFile() throws Exception {
    Path file = Files.writeString(dir.resolve("figures.json"), "old");
    Cli.Result result = briefly("MatMulBench", "-p", "shape=5x6", "--json", file.toString());
    assertAll(
        () -> assertEquals(1, result.status()),
        () -> assertTrue(result.err().startsWith("anabranch: no figures: "), result.err()),
        () -> assertEquals("old", Files.readString(file)));
  }

  @Test
  void noNameIsAnError() {
    Cli.Result result = Cli.bench();
    assertAll(
        () -> assertEquals(2, result.status()),
        () -> assertTrue(result.err().contains("--list shows them"), result.err()));
  }

  @Test
  void aNameThatNoBenchmarkHasIsAnError() {
    assertAll(
        () -> assertEquals(1, briefly("NoBench").status()),
        () -> assertEquals(1, Cli.bench("--list", "NoBench").status()));
  }

  @Test
  void anOptionThatJmhDoesNotKnowIsAnError() {
    Cli.Result result = Cli.bench("MatMulBench", "--fast");
    assertAll(
        () -> assertEquals(2, result.status()),
        () -> assertTrue(result.err().contains("fast"), result.err()));
  }

  @Test
  void throughputIsNotWhatIsReported() {
    Cli.Result result = Cli.bench("MatMulBench", "-bm", "thrpt");
    assertAll(
        () -> assertEquals(2, result.status()),
        () -> assertTrue(result.err().contains("-bm"), result.err()));
  }

  private static Cli.Result briefly(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(BRIEFLY);
    return Cli.bench(all.toArray(new String[0]));
  }
}
