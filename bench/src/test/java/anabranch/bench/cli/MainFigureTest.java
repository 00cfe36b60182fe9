package anabranch.bench.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.bench.Catalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures of {@code anabranch bench record}. */
final class MainFigureTest {
  private static final Catalogue.Entry ENTRY =
      new Catalogue.Entry(
          "ABench.a",
          "it",
          Map.of("device", List.of("cpu"), "threads", List.of("1", "2"), "size", List.of("5")),
          List.of());

  @Test
  void allThreadsAreAsManyAsTheRunHas() {
    assertAll(
        () -> assertEquals(List.of("8"), params("threads=all size=1,2").get("threads")),
        () -> assertEquals(List.of("1"), params("threads=1").get("threads")),
        () -> assertEquals(List.of("1", "2"), params("threads=all size=1,2").get("size")));
  }

  @Test
  void itRunsOnTheDeviceOfTheRunUnlessItNamesOne() {
    MainFigure any = MainFigure.parse(ENTRY, "size=1", 8, "cuda:0");
    MainFigure one = MainFigure.parse(ENTRY, "device=cuda:0", 8, "cpu");
    assertAll(
        () -> assertEquals("ABench.a -p device=cuda:0 -p size=1", any.line()),
        () -> assertTrue(any.isOf("cuda:0")),
        () -> assertTrue(one.isOf("cuda:0")),
        () -> assertFalse(one.isOf("cpu")));
  }

  @Test
  void aParameterThatIsNotThereIsAnError() {
    assertAll(
        () -> assertThrows(IllegalArgumentException.class, () -> params("colour=red")),
        () -> assertThrows(IllegalArgumentException.class, () -> params("size")));
  }

  @Test
  void thoseOfAllBenchmarksHaveParametersThatThereAre() {
    Set<String> benchmarks = new HashSet<>();
    for (Catalogue.Entry entry : Catalogue.find(".*")) {
      for (String main : entry.main()) {
        assertFalse(MainFigure.parse(entry, main, 2, "cpu").params().isEmpty());
        benchmarks.add(entry.name());
      }
    }
    assertTrue(
        benchmarks.containsAll(
            Set.of(
                "EnsembleBench.ensemble",
                "LstmBench.lstm",
                "MatMulBench.matmul",
                "ElementwiseBench.elementwise",
                "DispatchBench.dispatch",
                "AllocBench.alloc",
                "TransferBench.transfer")),
        benchmarks::toString);
  }

  @Test
  void aRunWithoutFiguresIsAnErrorAndWritesNothing(@TempDir Path dir) {
    Path file = dir.resolve("results.json");
    Cli.Result result = Cli.bench("record", file.toString(), "--only", "NoBench");
    assertAll(
        () -> assertEquals(1, result.status()),
        () -> assertTrue(result.err().contains("'NoBench'"), result.err()),
        () -> assertFalse(Files.exists(file)));
  }

  private static Map<String, List<String>> params(String main) {
    return MainFigure.parse(ENTRY, main, 8, "cpu").params();
  }
}
