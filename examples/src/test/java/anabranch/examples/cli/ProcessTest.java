package anabranch.examples.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own shows: the environment, the heap, the exit status. */
final class ProcessTest {
  @TempDir Path dir;

  @Test
  void aVariableThatCannotBeReadFailsTheRunInOneLine() throws Exception {
    Cli.Result result = java(Map.of("ANABRANCH_THREADS", "many"), List.of(), "ensemble");
    assertAll(
        () -> assertEquals(1, result.status()),
        () -> assertEquals("", result.out()),
        () -> assertEquals(1, result.errLines().size(), result.err()),
        () -> assertTrue(result.err().contains("ANABRANCH_THREADS=many: expected"), result.err()));
  }

  @Test
  void theDoctorReportsItAndGoesOn() throws Exception {
    Cli.Result result = java(Map.of("ANABRANCH_THREADS", "many"), List.of(), "doctor");
    assertAll(
        () -> assertEquals(0, result.status()),
        () -> assertEquals("", result.err()),
        () -> assertTrue(result.out().contains("ANABRANCH_THREADS=many: expected"), result.out()),
        () -> assertTrue(result.out().contains("correct or unset it"), result.out()),
        () -> assertTrue(result.out().contains("! vectors"), result.out()));
  }

  @Test
  void theEnvironmentSetsTheNumberOfThreads() throws Exception {
    Cli.Result result =
        java(
            Map.of("ANABRANCH_THREADS", "3"),
            List.of(),
            "ensemble --device=cpu --hidden=8 --steps=2 --batch=2 --repeat=1".split(" ", -1));
    assertAll(
        () -> assertEquals(0, result.status(), result.err()),
        () -> assertTrue(result.out().contains("threads    3, of "), result.out()));
  }

  @Test
  void memoryThatRunsOutUnderWaySaysHowMuchWasAskedAndWhatTheLimitIs() throws Exception {
    Cli.Result result =
        java(
            Map.of("ANABRANCH_MEMORY", "8500K"),
            List.of(),
            "ensemble --device=cpu --mode=sequential --members=8 --hidden=32 --steps=40 --batch=70"
                .split(" ", -1));
    assertAll(
        () -> assertEquals(1, result.status()),
        () -> assertEquals(1, result.errLines().size(), result.err()),
        () ->
            assertTrue(
                result.err().startsWith("anabranch: out of memory on cpu: asked"), result.err()),
        () -> assertTrue(result.err().contains("the limit is 8,704,000"), result.err()));
  }

  @Test
  void aFullJavaHeapSaysHowToGetMore() throws Exception {
    Cli.Result result =
        java(
            Map.of(),
            List.of("-Xmx10m"),
            "ensemble --device=cpu --mode=sequential --members=1 --hidden=4 --steps=1 --batch=400000"
                .split(" ", -1));
    assertAll(
        () -> assertEquals(1, result.status()),
        () -> assertEquals(1, result.errLines().size(), result.err()),
        () -> assertTrue(result.err().startsWith("anabranch: the Java heap of "), result.err()),
        () -> assertTrue(result.err().contains("-Xmx"), result.err()));
  }

  private Cli.Result java(Map<String, String> environment, List<String> options, String... args)
      throws IOException, InterruptedException {
    return new Jvm(dir).anabranch(environment, options, args);
  }
}
