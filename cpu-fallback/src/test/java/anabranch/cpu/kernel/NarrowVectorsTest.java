package anabranch.cpu.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The kernels on the vectors of smaller processors: 128 bits as NEON has, 256 as AVX2. */
final class NarrowVectorsTest {
  @Test
  void everyWidthOfVectorsGivesTheBitsOfPlainLoops() throws Exception {
    List<Process> programs = new ArrayList<>();
    for (int bytes : new int[] {16, 32}) {
      programs.add(start(bytes));
    }
    List<String> said = new ArrayList<>();
    for (Process program : programs) {
      byte[] output = program.getInputStream().readAllBytes();
      said.add(new String(output, StandardCharsets.UTF_8).strip());
    }
    int own = (int) Lanes.VECTOR_BYTES;
    assertEquals(
        List.of(Math.min(16, own) + " bytes, 0 differ", Math.min(32, own) + " bytes, 0 differ"),
        said);
  }

  private static Process start(int vectorBytes) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:MaxVectorSize=" + vectorBytes,
            "-Xmx256m",
            "--add-modules",
            "jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            SameBits.class.getName())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
