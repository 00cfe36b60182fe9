package anabranch.bench;

import static anabranch.Async.awaitAll;
import static anabranch.Async.fork;

import anabranch.Future;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.profile.Profile;
import anabranch.profile.Profiler;
import anabranch.profile.Timeline;
import anabranch.profile.TimelineSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A recording of very many spans: how many are kept, what they take, and what is made of them. */
public final class ManySpans {
  private static final int FORKS = 2;

  /** Each operation on a new tensor is a span, and so are the tensor's allocation and its end. */
  private static final int SPANS_PER_OP = 3;

  private ManySpans() {}

  /** Arguments: how many spans to make, ranges of the user's and operations half and half. */
  public static void main(String[] args) throws Exception {
    long spans = Long.parseLong(args[0]);
    try (Opened opened = new Opened("cpu", FORKS)) {
      Tensor x = opened.make(() -> Tensors.ones(8, 8));
      long used = used();
      long start = System.nanoTime();
      Profile profile = opened.call(() -> record(x, spans / 2 / FORKS));
      double seconds = seconds(start);
      long kept = profile.spans().count();
      print("heap: up to %.0f MB".formatted(Runtime.getRuntime().maxMemory() / 1e6));
      print(
          "made in %.1f s: %,d spans kept, %,d lost, %.0f bytes of heap each"
              .formatted(
                  seconds, kept, profile.lost(), (double) (used() - used) / Math.max(1, kept)));
      print(profile.table().toString());
      write(profile);
    }
  }

  private static Profile record(Tensor x, long ofEach) {
    return Profiler.record(
        () -> {
          List<Future<String>> forks = new ArrayList<>();
          for (int f = 0; f < FORKS; f++) {
            forks.add(fork(() -> half(x, ofEach)));
          }
          awaitAll(forks);
        });
  }

  private static String half(Tensor x, long spans) {
    for (long i = 0; i < spans; i++) {
      Profiler.range("range", () -> {});
    }
    Scope.run(
        () -> {
          for (long i = 0; i < spans / SPANS_PER_OP; i++) {
            x.neg().close();
          }
        });
    return "done";
  }

  private static void write(Profile profile) throws Exception {
    Path trace = Files.createTempFile("many-spans-", ".json.gz");
    Path page = Files.createTempFile("many-spans-", ".html");
    try {
      long start = System.nanoTime();
      profile.writeChromeTrace(trace);
      print("trace of %.1f MB in %.1f s".formatted(Files.size(trace) / 1e6, seconds(start)));
      start = System.nanoTime();
      TimelineSummary summary = Timeline.write(trace, page);
      print(
          "page of %.1f MB in %.1f s: %,d spans, notes %s"
              .formatted(Files.size(page) / 1e6, seconds(start), summary.spans(), summary.notes()));
    } finally {
      Files.delete(trace);
      Files.delete(page);
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static void print(String text) {
    System.out.println(text);
  }
}
