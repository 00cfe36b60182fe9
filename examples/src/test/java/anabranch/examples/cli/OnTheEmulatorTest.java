package anabranch.examples.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.examples.LstmEnsemble.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line where there is a GPU, here an emulated one, in processes of their own. */
final class OnTheEmulatorTest {
  private static final Map<String, String> EMULATOR =
      Map.of(
          "LD_LIBRARY_PATH",
          Path.of(System.getProperty("emulator.dir")).toAbsolutePath().normalize().toString());
  private static final String[] TINY =
      "ensemble --device=cuda --members=2 --hidden=8 --steps=2 --batch=2 --repeat=1".split(" ", -1);

  @TempDir Path dir;
  private Jvm jvm;

  @BeforeEach
  void jvm() {
    jvm = new Jvm(dir);
  }

  private Cli.Result ensemble(Map<String, String> environment, String... more) throws Exception {
    String[] args = new String[TINY.length + more.length];
    System.arraycopy(TINY, 0, args, 0, TINY.length);
    System.arraycopy(more, 0, args, TINY.length, more.length);
    return jvm.anabranch(environment, List.of(), args);
  }

  @Test
  void theDoctorNamesTheCardTheDriverAndCublas() throws Exception {
    String out = jvm.anabranch(EMULATOR, List.of(), "doctor").out();
    assertAll(
        () -> assertTrue(out.contains("\n    cuda:0  Emulated device 0"), out),
        () -> assertTrue(out.lines().anyMatch(l -> l.matches(" {4}cuda +driver .*")), out),
        () -> assertTrue(out.lines().anyMatch(l -> l.matches(" {4}cuda +cuBLAS \\d.*")), out));
  }

  @Test
  void everyArchiveGivesWhatPyTorchGaveOrFailsAsItDid() throws Exception {
    Cli.Result result =
        jvm.run(
            GoldenRuns.class, EMULATOR, List.of("-XX:TieredStopAtLevel=1"), dir.toString(), "cuda");
    assertEquals(0, result.status(), result.err());
    assertEquals("%d archives, 0 wrong\n".formatted(GoldenRuns.names().size()), result.out());
  }

  @Test
  void aGpuComputesInThePrecisionThatIsPermitted() throws Exception {
    Path json = dir.resolve("out.json");
    Cli.Result result = ensemble(EMULATOR, "--precision=tf32", "--json=" + json);
    assertEquals(0, result.status(), result.err());
    String file = Files.readString(json);
    assertAll(
        () -> assertTrue(result.out().contains("T=2 B=2 C=8, tf32\n"), result.out()),
        () -> assertTrue(file.contains("\"precision\" : \"tf32\""), file),
        () -> assertTrue(file.contains("\"precision_permitted\" : \"tf32\""), file),
        () -> assertTrue(file.contains("\"device\" : \"cuda:0\""), file),
        () -> assertTrue(file.contains("cuBLAS"), file));
  }

  @Test
  void theEnvironmentPermitsAPrecisionToo() throws Exception {
    Map<String, String> environment =
        Map.of(
            "ANABRANCH_PRECISION",
            "bf16",
            "LD_LIBRARY_PATH",
            EMULATOR.getOrDefault("LD_LIBRARY_PATH", ""));
    Cli.Result result = ensemble(environment);
    assertEquals(0, result.status(), result.err());
    assertTrue(result.out().contains("C=8, bf16\n"), result.out());
  }

  @Test
  void aGpuIsNotHeldAgainstOneThreadOrThePeakOfTheCpu() throws Exception {
    Path json = dir.resolve("out.json");
    Cli.Result result = ensemble(EMULATOR, "--json=" + json);
    assertEquals(0, result.status(), result.err());
    assertAll(
        () -> assertTrue(result.out().contains("GFLOP/s\n"), result.out()),
        () -> assertFalse(result.out().contains("one thread"), result.out()),
        () -> assertFalse(result.out().contains("peak"), result.out()),
        () -> assertFalse(Files.readString(json).contains("peak_gflops")));
  }

  @Test
  void theEnsembleGivesTheCpusResultInEveryMode() throws Exception {
    Cli.Result result = jvm.run(BothDevices.class, EMULATOR, List.of());
    assertEquals(0, result.status(), result.err());
    List<String> lines = result.out().lines().toList();
    assertEquals(Mode.values().length, lines.size(), result.out());
    for (String line : lines) {
      assertTrue(Double.parseDouble(line.split(" ", 2)[1]) < 1e-5, line);
    }
  }
}
