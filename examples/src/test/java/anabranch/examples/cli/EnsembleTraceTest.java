package anabranch.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.testing.TraceCheck;
import anabranch.testing.TraceCheck.Slice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code anabranch ensemble --trace}: what the picture shows. */
final class EnsembleTraceTest {
  private static final int THREADS = 2;
  private static final int MEMBERS = 4;

  @TempDir Path directory;

  private TraceCheck trace(String mode, String name) throws Exception {
    Path file = directory.resolve(name);
    Cli.Result result =
        Cli.run(
            "ensemble",
            "--device=cpu",
            "--members=" + MEMBERS,
            "--steps=30",
            "--batch=20",
            "--hidden=64",
            "--threads=" + THREADS,
            "--repeat=1",
            "--mode=" + mode,
            "--trace=" + file);
    assertEquals(0, result.status(), result.err());
    return TraceCheck.of(file);
  }

  private static List<Slice> lstms(TraceCheck trace) {
    List<Slice> lstms =
        trace.slices("op").stream().filter(slice -> slice.name().equals("lstm")).toList();
    assertEquals(2 * MEMBERS, lstms.size());
    return lstms;
  }

  private static boolean someOverlapOnTwoRows(List<Slice> slices) {
    return slices.stream()
        .anyMatch(a -> slices.stream().anyMatch(b -> !a.row().equals(b.row()) && a.intersects(b)));
  }

  /** A host that is busy with other things may keep the second thread from running for once. */
  private boolean overlapInOneOfTenRuns(String mode) throws Exception {
    for (int run = 0; run < 10; run++) {
      if (someOverlapOnTwoRows(lstms(trace(mode, "overlap-" + run + ".json")))) {
        return true;
      }
    }
    return false;
  }

  @Test
  void inDirectionsModeTwoLstmsIntersectOnTwoRows() throws Exception {
    assertTrue(overlapInOneOfTenRuns("directions"));
  }

  @Test
  void inMembersModeEachMemberAndEachDirectionIsATaskAndTheyIntersect() throws Exception {
    TraceCheck trace = trace("members", "trace.json.gz");
    Set<Long> tasks =
        trace.slices("task").stream()
            .filter(slice -> !slice.name().contains("Lane"))
            .map(slice -> slice.number("id"))
            .collect(Collectors.toSet());
    assertEquals(2 * MEMBERS, tasks.size());
    assertTrue(overlapInOneOfTenRuns("members"));
  }

  @Test
  void oneAfterTheOtherNoTwoLstmsIntersect() throws Exception {
    assertFalse(someOverlapOnTwoRows(lstms(trace("sequential", "trace.json"))));
  }

  @Test
  void everyForkHasBothItsArrowsAndModulesAreCalledByTheirPaths() throws Exception {
    TraceCheck trace = trace("members", "trace.json");
    Set<Long> forks =
        trace.slices("fork").stream().map(s -> s.number("id")).collect(Collectors.toSet());
    Set<String> modules =
        trace.slices("module").stream().map(Slice::name).collect(Collectors.toSet());
    assertEquals(
        forks,
        trace.arrows("fork").stream()
            .map(arrow -> arrow.from().number("id"))
            .collect(Collectors.toSet()));
    assertEquals(
        forks,
        trace.arrows("await").stream()
            .map(arrow -> arrow.to().number("fork"))
            .collect(Collectors.toSet()));
    assertTrue(modules.contains("ensemble/models.2/cell_b"), modules.toString());
  }

  @Test
  void aPlaceThatCannotBeWrittenIsFoundOutBeforeTheRun() {
    Path file = directory.resolve("nowhere").resolve("trace.json");
    Cli.Result result = Cli.tinyEnsemble("--trace=" + file);
    assertEquals(1, result.status());
    assertEquals("", result.out());
    assertEquals(1, result.errLines().size(), result.err());
    assertFalse(Files.exists(file));
  }
}
