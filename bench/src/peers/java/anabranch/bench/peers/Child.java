package anabranch.bench.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The process of a contender, seen from the one that compares. */
final class Child implements AutoCloseable {
  private final Setting setting;
  private final Process process;
  private final PrintStream to;
  private final BufferedReader from;
  private final List<String> ways;

  private Child(Setting setting, Process process) throws IOException, PeerException {
    this.setting = setting;
    this.process = process;
    to = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    from =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    ways = List.of(answer().split(" ", -1));
  }

  /**
   * Starts it with this JVM's class path.
   *
   * @param cache where native libraries are unpacked
   */
  static Child start(Setting setting, Path cache) throws IOException, PeerException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseParallelGC",
            "-Xmx3g",
            "-Dai.djl.offline=true",
            "-DDJL_CACHE_DIR=" + cache,
            "-Dorg.bytedeco.javacpp.cachedir=" + cache.resolve("javacpp"),
            "-DOPT_OUT_TRACKING=true"));
    command.addAll(setting.engine().flags(setting));
    command.add(Server.class.getName());
    command.addAll(setting.arguments());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    // ONNX Runtime 1.29 crashes in a process whose command line is longer than 4 KB.
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "2"); // or TensorFlow tells of its build
    builder.environment().putAll(setting.engine().environment(setting));
    Process process = builder.start();
    try {
      return new Child(setting, process);
    } catch (IOException | PeerException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  Setting setting() {
    return setting;
  }

  List<String> ways() {
    return ways;
  }

  void open(Numbers numbers) throws IOException, PeerException {
    ask("open %s %s".formatted(numbers.job().encode(), numbers.path()));
  }

  /** Lets it free what it opened. */
  void release() throws IOException, PeerException {
    ask("release");
  }

  /** Lets it write its result to {@code file}. */
  void result(String way, Path file) throws IOException, PeerException {
    ask("result %s %s".formatted(way, file));
  }

  /** Seconds of one run, the mean of {@code count}. */
  double time(String way, int count) throws IOException, PeerException {
    return Long.parseLong(ask("time %s %d".formatted(way, count))) / 1e9 / count;
  }

  /** Seconds of {@code count} forks and their waits. */
  double forks(int count) throws IOException, PeerException {
    return Long.parseLong(ask("forks " + count)) / 1e9;
  }

  private String ask(String line) throws IOException, PeerException {
    to.println(line);
    return answer();
  }

  /** Engines may print, so lines that are no answers are passed on. */
  private String answer() throws IOException, PeerException {
    for (String line = from.readLine(); line != null; line = from.readLine()) {
      if (line.startsWith(Server.ANSWER)) {
        return line.substring(Server.ANSWER.length());
      }
      if (line.startsWith(Server.FAILURE)) {
        throw new PeerException(title() + ": " + line.substring(Server.FAILURE.length()));
      }
      System.err.println(line);
    }
    throw new PeerException(title() + ": its process ended without an answer");
  }

  private String title() {
    return setting.engine().title() + " (" + setting + ")";
  }

  @Override
  public void close() {
    to.close();
    process.destroy();
  }
}
