package anabranch.bench.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A contender's process: obeys one line of standard input at a time, and answers each by one line
 * of standard output that begins with {@link #ANSWER} or {@link #FAILURE}.
 */
final class Server {
  static final String ANSWER = "peer: ";
  static final String FAILURE = "peer failed: ";

  private final Contender contender;

  private Server(Contender contender) {
    this.contender = contender;
  }

  /** Serves the contender that the arguments of {@link Setting} name until the input ends. */
  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Setting setting = Setting.parse(args);
    try (Contender contender = setting.engine().make(setting)) {
      Server server = new Server(contender);
      out.println(ANSWER + String.join(" ", contender.ways()));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.println(server.answer(line));
      }
    } catch (Exception | LinkageError e) {
      out.println(FAILURE + oneLine(e));
    }
  }

  private String answer(String line) {
    try {
      return ANSWER + obey(line.split(" ", 4));
    } catch (Exception | LinkageError e) {
      return FAILURE + oneLine(e);
    }
  }

  private static String oneLine(Throwable e) {
    return e.toString().lines().findFirst().orElse("");
  }

  private String obey(String[] words) throws Exception {
    return switch (words[0]) {
      case "open" -> {
        contender.open(new Numbers(Path.of(words[2]), Job.parse(words[1])));
        yield "open";
      }
      case "release" -> {
        contender.release();
        yield "released";
      }
      case "result" -> {
        write(Path.of(words[2]), contender.result(words[1]));
        yield words[2];
      }
      case "time" -> String.valueOf(contender.time(words[1], Integer.parseInt(words[2])));
      case "forks" -> String.valueOf(contender.forks(Integer.parseInt(words[1])));
      default -> throw new IllegalArgumentException("no such command: " + words[0]);
    };
  }

  private static void write(Path file, float[] numbers) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes =
          channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) Float.BYTES * numbers.length);
      bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(numbers);
    }
  }
}
