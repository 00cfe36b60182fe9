package anabranch.run;

import static anabranch.Async.await;
import static anabranch.Async.fork;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.Future;
import anabranch.Inspection;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.shape.ShapeException;
import anabranch.spi.DeviceMemoryException;
import anabranch.testing.Recorded;
import anabranch.testing.RecordingBackend;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When memory is freed, on which stream, and after what. */
final class LifetimesTest {
  private final RecordingBackend backend = new RecordingBackend();
  private final Recorded recorded = new Recorded(backend);

  @AfterEach
  void close() {
    assertEquals(0, Inspection.leases(recorded.device));
    recorded.close();
    assertEquals(0, backend.live());
  }

  @Test
  void whatAnotherStreamUsesIsFreedAfterItsLastUse() {
    recorded.scope(
        () -> {
          Tensor x = Tensors.ones(1);
          Future<Integer> f = fork(() -> closeNeg(x));
          CountDownLatch done = new CountDownLatch(1);
          f.onDone(d -> done.countDown());
          done.await();
          backend.clear();
          x.close();
          assertEquals(List.of("await s1@1", "free #1"), backend.lines(0));
          return null;
        });
  }

  private static Integer closeNeg(Tensor x) {
    x.neg().close();
    return 0;
  }

  @Test
  void whoDropsTheLastClaimFreesOnItsOwnStream() {
    recorded.scope(
        () -> {
          Tensor x = Tensors.ones(1);
          await(
              fork(
                  () -> {
                    x.neg();
                    x.close();
                  }));
          return null;
        });
    List<String> lines = backend.lines(1);
    int free = lines.indexOf("free #1");
    assertEquals("await s0@2", lines.get(free - 1));
  }

  @Test
  void aForkHoldsItsArgumentsUntilItHasReturned() {
    recorded.scope(
        () -> {
          Tensor x = Tensors.ones(1);
          CountDownLatch closed = new CountDownLatch(1);
          Future<Tensor> f =
              fork(
                  y -> {
                    Failures.attempt(null, () -> waitFor(closed));
                    return y.neg();
                  },
                  x);
          x.close();
          assertTrue(x.isClosed());
          assertThrows(IllegalStateException.class, x::abs);
          closed.countDown();
          await(f);
          return null;
        });
    List<String> lines = backend.lines(1);
    assertTrue(lines.indexOf("neg #2 <- #1") < lines.indexOf("free #1"), lines::toString);
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw Failures.rethrow(e);
    }
  }

  @Test
  void whoAwaitsAForkDoesNotWaitForItsFrees() {
    recorded.scope(
        () -> {
          Tensor x = Tensors.ones(1);
          await(fork(Tensor::neg, x));
          return null;
        });
    List<String> lines = backend.lines(1);
    assertTrue(lines.indexOf("record 1") == lines.indexOf("neg #2 <- #1") + 1, lines::toString);
    assertTrue(backend.lines(0).contains("await s1@1"));
  }

  @Test
  void aClosedArgumentIsRefusedAtTheFork() {
    recorded.scope(
        () -> {
          Tensor open = Tensors.ones(1);
          Tensor x = Tensors.ones(1);
          x.close();
          assertThrows(IllegalStateException.class, () -> fork((a, b) -> a.add(b), open, x));
          return null;
        });
  }

  @Test
  void aViewKeepsTheMemory() {
    recorded.scope(
        () -> {
          Tensor x = Tensors.ones(2, 3);
          Tensor view = x.transpose(0, 1);
          x.close();
          assertEquals(1, backend.live());
          view.neg();
          view.close();
          view.close();
          assertEquals(1, backend.live());
          return null;
        });
  }

  @Test
  void anOperationThatGetsNoMemoryLeavesNothing() {
    recorded.scope(
        () -> {
          Tensor x = Tensors.ones(2, 3);
          backend.failAllocation(2, 2);
          assertThrows(DeviceMemoryException.class, () -> x.max(0));
          assertEquals(1, backend.live());
          assertThrows(ShapeException.class, () -> x.add(Tensors.ones(5)));
          assertEquals(2, backend.live());
          return null;
        });
  }

  @Test
  void anAllocationIsTriedAgainOnceMemoryWasGivenBack() {
    recorded.scope(
        () -> {
          backend.failAllocation(1, 1);
          Tensors.ones(1).neg();
          return null;
        });
    assertEquals(1, backend.trims());
  }

  @Test
  void whatIsUnreachableOutsideOfScopesIsFreedBeforeAnAllocationFails() {
    recorded.root(() -> dropped(100));
    assertEquals(100, backend.live());
    backend.failAllocation(1, 1);
    recorded.root(() -> Tensors.ones(1)).close();
    assertEquals(0, backend.live());
  }

  private static int dropped(int n) {
    for (int i = 0; i < n; i++) {
      Tensors.ones(1);
    }
    return n;
  }

  @Test
  void whatIsStillAliveGoesWithItsDevices() {
    RecordingBackend other = new RecordingBackend();
    Tensor x;
    try (Recorded short_ = new Recorded(other)) {
      x = short_.root(() -> Tensors.ones(1));
    }
    x.close();
    assertThrows(IllegalStateException.class, x::neg);
    assertFalse(other.lines().contains("s0: free #1"));
  }
}
