package anabranch.run;

import static anabranch.Async.await;
import static anabranch.Async.awaitAll;
import static anabranch.Async.collectAll;
import static anabranch.Async.fork;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.Future;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.testing.Recorded;
import anabranch.testing.RecordingBackend;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which stream is told to wait for which point of which other. */
final class EdgesTest {
  private final RecordingBackend backend = new RecordingBackend();
  private final Recorded recorded = new Recorded(backend);

  @AfterEach
  void close() {
    recorded.close();
    assertEquals(0, backend.live());
  }

  @Test
  void aForkComesAfterWhatItsParentEnqueuedBefore() {
    recorded.scope(
        () -> {
          Tensor x = Tensors.ones(1);
          CountDownLatch later = new CountDownLatch(1);
          Future<Tensor> f =
              fork(
                  () -> {
                    later.await();
                    return x.neg();
                  });
          x.abs();
          later.countDown();
          await(f);
          return null;
        });
    assertEquals(
        List.of("allocate #1", "fill #1", "record 1", "allocate #2", "abs #2 <- #1"),
        backend.lines(0).subList(0, 5));
    assertEquals(
        List.of("await s0@1", "allocate #3", "neg #3 <- #1"), backend.lines(1).subList(0, 3));
  }

  @Test
  void awaitComesAfterTheForksWork() {
    recorded.scope(
        () -> {
          Future<Tensor> f = fork(Tensor::neg, Tensors.ones(1));
          backend.clear();
          await(f).abs();
          return null;
        });
    assertEquals(List.of("await s1@1", "allocate #3", "abs #3 <- #2"), head(0, 3));
  }

  @Test
  void anEdgeWithinOneStreamIsNone() {
    try (Recorded one = new Recorded(new RecordingBackend().withStreams(1))) {
      one.scope(() -> await(fork(Tensor::neg, Tensors.ones(1))).abs().item());
      assertFalse(one.backend.lines().stream().anyMatch(line -> line.contains("await")));
    }
  }

  @Test
  void aForkWithoutWorkTakesNoStream() {
    assertEquals(1, recorded.<Integer>scope(() -> await(fork(() -> 1))));
    assertEquals(0, recorded.device.streams());
  }

  @Test
  void aForkWithoutWorkPassesOnWhatItAwaited() {
    backend.workIsDone(false);
    recorded.scope(
        () -> {
          Future<Tensor> inner = fork(Tensor::neg, Tensors.ones(1));
          Future<Tensor> outer = fork(f -> await(f), inner);
          backend.clear();
          await(outer);
          return null;
        });
    assertEquals("await s1@1", backend.lines(0).getFirst());
  }

  @Test
  void aForkInsideAForkComesAfterBoth() {
    recorded.scope(
        () -> {
          Tensor x = Tensors.ones(1);
          await(
              fork(
                  () -> {
                    Tensor y = x.neg();
                    await(fork(Tensor::abs, y));
                    return null;
                  }));
          return null;
        });
    assertEquals("await s0@1", backend.lines(1).getFirst());
    assertEquals("await s1@1", backend.lines(2).getFirst());
    assertTrue(backend.lines(1).contains("await s2@1"));
  }

  @Test
  void whoAwaitsAFutureSetByHandComesAfterWhoSetIt() {
    recorded.scope(
        () -> {
          Tensor x = Tensors.ones(1);
          Future<Tensor> promise = Future.create();
          Future<Void> setter =
              fork(
                  () -> {
                    x.neg_();
                    promise.setResult(x);
                    x.abs_();
                  });
          await(promise).exp();
          await(setter);
          return null;
        });
    List<String> setter = backend.lines(1);
    int neg = setter.indexOf("neg #1 <- #1");
    assertEquals("record 1", setter.get(neg + 1));
    assertEquals("abs #1 <- #1", setter.get(neg + 2));
    List<String> parent = backend.lines(0);
    assertTrue(parent.indexOf("await s1@1") < parent.indexOf("exp #2 <- #1"), parent::toString);
  }

  @Test
  void aThenFunctionComesAfterItsFuture() {
    recorded.scope(
        () -> {
          Future<Tensor> f = fork(Tensor::neg, Tensors.ones(1));
          Future<Tensor> g = f.then(done -> await(done).abs());
          await(g);
          return null;
        });
    String abs = backend.lines().stream().filter(l -> l.contains("abs")).findFirst().orElseThrow();
    String neg = backend.lines().stream().filter(l -> l.contains("neg")).findFirst().orElseThrow();
    int stream = abs.charAt(1) - '0';
    String waits = "await s" + neg.charAt(1) + "@1";
    assertTrue(abs.charAt(1) == neg.charAt(1) || backend.lines(stream).contains(waits));
  }

  @Test
  void collectedFuturesAreAwaitedOnEveryStream() {
    backend.workIsDone(false);
    recorded.scope(
        () -> {
          Tensor x = Tensors.ones(1);
          Future<List<Tensor>> all =
              collectAll(List.of(fork(Tensor::neg, x), fork(Tensor::abs, x)));
          List<Tensor> values = await(all);
          assertEquals(2, values.size());
          return null;
        });
    assertTrue(backend.lines(0).containsAll(List.of("await s1@1", "await s2@1")));
  }

  @Test
  void aThousandAwaitedFuturesAreOneEdgePerStream() {
    backend.workIsDone(false);
    try (Recorded few = new Recorded(new RecordingBackend().withStreams(4))) {
      few.backend.workIsDone(false);
      few.scope(
          () -> {
            Tensor x = Tensors.ones(1);
            List<Future<Tensor>> futures =
                IntStream.range(0, 1000).mapToObj(i -> fork(Tensor::neg, x)).toList();
            Future<Integer> counted = fork(list -> awaitAll(list).size(), futures);
            awaitAll(futures);
            few.backend.clear();
            return await(counted);
          });
      long edges = few.backend.lines(0).stream().filter(l -> l.startsWith("await")).count();
      assertTrue(edges <= 4 * 3, edges + " edges");
    }
  }

  @Test
  void aCallComesAfterTheCallerAndTheCallerAfterIt() throws Exception {
    Tensor x = recorded.root(() -> Tensors.ones(1));
    Tensor y = recorded.root(() -> recorded.devices.call(() -> x.neg()));
    recorded.root(() -> y.abs()).close();
    assertTrue(backend.lines(1).getFirst().startsWith("await s0@"));
    assertTrue(backend.lines(0).contains("await s1@1"));
    x.close();
    y.close();
  }

  private List<String> head(int stream, int n) {
    List<String> lines = backend.lines(stream);
    return lines.subList(0, Math.min(n, lines.size()));
  }
}
