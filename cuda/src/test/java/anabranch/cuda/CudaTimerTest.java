package anabranch.cuda;

import static anabranch.Async.await;
import static anabranch.Async.awaitAll;
import static anabranch.Async.fork;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.Future;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.profile.Profile;
import anabranch.profile.Profiler;
import anabranch.profile.Span;
import anabranch.profile.Span.Kind;
import anabranch.tck.TckBase;
import anabranch.testing.TraceCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What recordings learn from a GPU's own clock. */
final class CudaTimerTest extends TckBase {
  @Override
  protected String deviceName() {
    return "cuda:0";
  }

  private static List<Span> work(Profile profile) {
    return profile.spans().filter(span -> span.kind() == Kind.DEVICE).toList();
  }

  @Test
  void workIsOnItsStreamsRowAfterItsLaunchAndWithinTheRecording() {
    Tensor x = Tensors.ones(64, 64);
    Profile profile = Profiler.record(() -> await(fork(() -> x.matmul(x))).neg());
    Map<Long, Span> all = profile.spans().collect(Collectors.toMap(Span::id, Function.identity()));
    List<Span> work = work(profile);
    assertTrue(work.stream().anyMatch(span -> span.name().equals("matmul")), work.toString());
    for (Span span : work) {
      assertEquals("cuda:0", span.device());
      assertTrue(all.get(span.link()).start() <= span.start(), span.toString());
      assertTrue(span.end() <= profile.nanos(), span.toString());
    }
  }

  @Test
  void theTraceHasARowPerStream(@TempDir Path directory) throws Exception {
    Tensor x = Tensors.ones(64, 64);
    Path file = directory.resolve("trace.json");
    Profiler.record(
            () -> {
              List<Future<Tensor>> futures = new ArrayList<>();
              for (int i = 0; i < 4; i++) {
                futures.add(fork(() -> x.matmul(x)));
              }
              awaitAll(futures);
            })
        .writeChromeTrace(file);
    TraceCheck trace = TraceCheck.of(file);
    List<TraceCheck.Slice> products =
        trace.slices("device").stream().filter(slice -> slice.name().equals("matmul")).toList();
    assertEquals(4, products.size());
    for (TraceCheck.Slice product : products) {
      assertEquals("cuda:0", trace.processes().get(product.row().process()));
      assertTrue(trace.threads().get(product.row()).startsWith("stream "), product.toString());
    }
    assertTrue(products.stream().map(TraceCheck.Slice::row).distinct().count() > 1);
    assertEquals(trace.slices("device").size(), trace.arrows("launch").size());
  }

  @Test
  void timesAddUpToNoMoreThanTheRecording() {
    Tensor x = Tensors.ones(64, 64);
    Profile profile =
        Profiler.record(
            Profiler.Options.defaults().withEveryOp(true),
            () -> {
              for (int i = 0; i < 50; i++) {
                x.matmul(x);
              }
            });
    List<Span> work = work(profile);
    assertEquals(50, work.size());
    assertTrue(work.stream().mapToLong(Span::nanos).sum() <= profile.nanos());
    assertTrue(work.stream().mapToLong(Span::nanos).sum() > 0);
  }
}
