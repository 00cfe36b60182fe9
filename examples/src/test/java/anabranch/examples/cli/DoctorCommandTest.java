package anabranch.examples.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.Runtime.Version;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code anabranch doctor}: what is there, and what to do about what is not. */
final class DoctorCommandTest {
  @Test
  void itReportsDevicesJavaMachineAndEnvironment() {
    Cli.Result result = Cli.run("doctor");
    assertAll(
        () -> assertEquals(0, result.status(), result.err()),
        () ->
            assertTrue(result.out().lines().anyMatch(l -> l.startsWith("    cpu ")), result.out()),
        () -> assertTrue(result.out().contains("cuda"), result.out()),
        () -> assertTrue(result.out().contains("Java " + Runtime.version()), result.out()),
        () -> assertTrue(result.out().contains("jdk.incubator.vector"), result.out()),
        () -> assertTrue(result.out().contains("granted to this process"), result.out()),
        () -> assertTrue(result.out().contains("\nenvironment\n"), result.out()));
  }

  @Test
  void aJdkThatCorruptsPinnedArraysIsAProblem() {
    Finding old = JavaChecks.jdk(Version.parse("25.0.2+10"), "somebody");
    assertFalse(old.well());
    assertTrue(old.text().contains("install JDK 25.0.3 or newer"), old.text());
    assertTrue(JavaChecks.jdk(Version.parse("25.0.3+9"), "somebody").well());
    assertTrue(JavaChecks.jdk(Version.parse("26"), "somebody").well());
  }

  @Test
  void aMissingVectorModuleIsAProblem() {
    Finding missing = JavaChecks.vectors(false);
    assertFalse(missing.well());
    assertTrue(missing.text().contains("--add-modules jdk.incubator.vector"), missing.text());
    assertTrue(JavaChecks.vectors(true).well());
  }

  @Test
  void variablesInEffectAreListedAndUnknownOnesFound() {
    List<Finding> findings =
        EnvironmentChecks.all(
            Map.of("ANABRANCH_THREADS", "2", "ANABRANCH_TREADS", "3", "HOME", "/root"));
    assertEquals(
        List.of(
            Finding.well("ANABRANCH_THREADS", "2 (host threads)"),
            Finding.problem(
                "ANABRANCH_TREADS",
                "3 has no effect: there is no such variable",
                "unset it; there are ANABRANCH_BLAS, ANABRANCH_DEBUG, ANABRANCH_MEMORY,"
                    + " ANABRANCH_PRECISION, ANABRANCH_THREADS")),
        findings);
  }

  @Test
  void noVariableIsSaidToo() {
    List<Finding> findings = EnvironmentChecks.all(Map.of("PATH", "/bin"));
    assertEquals(1, findings.size());
    assertTrue(findings.get(0).text().startsWith("none is set"), findings.toString());
  }
}
