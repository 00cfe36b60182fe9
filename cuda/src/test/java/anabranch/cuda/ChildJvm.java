package anabranch.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import anabranch.spi.BackendProvider.Probe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JVM of its own, since libraries and the environment are a process'. */
final class ChildJvm {
  private ChildJvm() {}

  /** What the provider finds where libraries are in {@code directory}. */
  static String probe(Path directory, Map<String, String> environment, String... options)
      throws IOException, InterruptedException {
    return run(Probing.class, directory, environment, options);
  }

  /** What {@code main} prints. */
  static String run(
      Class<?> main, Path directory, Map<String, String> environment, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path")));
    command.addAll(List.of(options));
    command.add(main.getName());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("ANABRANCH"));
    builder.environment().put("LD_LIBRARY_PATH", directory.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertEquals(0, process.waitFor(), output);
    return output;
  }

  /** Prints what the provider finds. */
  static final class Probing {
    public static void main(String[] args) {
      switch (new CudaProvider().probe()) {
        case Probe.Available(var devices, var notes) -> {
          devices.forEach(device -> System.out.println(device.name()));
          notes.forEach(System.out::println);
        }
        case Probe.Unavailable(String reason, String remedy) ->
            System.out.println(reason + "; " + remedy);
      }
    }
  }
}
