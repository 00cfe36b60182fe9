package anabranch.examples.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Runs programs in a JVM of their own, with this one's class path and without the Vector API, which
 * takes the JIT compiler longer to get going than they last.
 *
 * @param dir where their output goes in between
 */
record Jvm(Path dir) {
  /** The command line. */
  Cli.Result anabranch(Map<String, String> environment, List<String> options, String... args)
      throws IOException, InterruptedException {
    return run(Main.class, environment, options, args);
  }

  /** Any program; of the variables ANABRANCH_*, it gets those of {@code environment} alone. */
  Cli.Result run(
      Class<?> main, Map<String, String> environment, List<String> options, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(args));
    Path out = dir.resolve("out");
    Path err = dir.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("ANABRANCH_"));
    builder.environment().putAll(environment);
    int status = builder.start().waitFor();
    return new Cli.Result(status, Files.readString(out), withoutJvmWarnings(err));
  }

  /** The JVM warns of incubator modules and the like by itself. */
  private static String withoutJvmWarnings(Path err) throws IOException {
    return Files.readAllLines(err, StandardCharsets.UTF_8).stream()
        .filter(line -> !line.startsWith("WARNING: ") && !line.startsWith("Picked up "))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }
}
