package anabranch.run;

import static anabranch.Async.await;
import static anabranch.Async.awaitAll;
import static anabranch.Async.fork;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.Future;
import anabranch.Inspection;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.testing.Recorded;
import anabranch.testing.RecordingBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which stream a fork gets, and that it gives it back. */
final class LeasesTest {
  private final RecordingBackend backend = new RecordingBackend().withStreams(3);
  private final Recorded recorded = new Recorded(backend);

  @AfterEach
  void close() {
    assertEquals(0, Inspection.leases(recorded.device));
    recorded.close();
    assertEquals(0, backend.live());
  }

  @Test
  void anIdleStreamWhoseWorkIsDoneComesFirst() {
    forkOneAfterTheOther(5);
    assertEquals(2, recorded.device.streams());
  }

  @Test
  void aStreamIsMadeWhileTheIdleOnesAreBusy() {
    backend.workIsDone(false);
    forkOneAfterTheOther(2);
    assertEquals(3, recorded.device.streams());
  }

  @Test
  void noMoreStreamsAreMadeThanTheDeviceHas() {
    backend.workIsDone(false);
    forkOneAfterTheOther(50);
    assertEquals(3, recorded.device.streams());
  }

  private void forkOneAfterTheOther(int n) {
    recorded.scope(
        () -> {
          Tensor x = Tensors.ones(1);
          for (int i = 0; i < n; i++) {
            await(fork(Tensor::neg, x));
          }
          return null;
        });
  }

  @Test
  void moreForksThanStreamsShareThemEvenly() {
    recorded.scope(
        () -> {
          Tensor x = Tensors.ones(1);
          Future<Void> gate = Future.create();
          CountDownLatch leased = new CountDownLatch(6);
          List<Future<Tensor>> forks = new ArrayList<>();
          for (int i = 0; i < 6; i++) {
            forks.add(
                fork(
                    () -> {
                      x.neg();
                      leased.countDown();
                      await(gate);
                      return x.abs();
                    }));
          }
          leased.await();
          assertEquals(6, Inspection.leases(recorded.device));
          gate.setResult(null);
          awaitAll(forks);
          return null;
        });
    assertEquals(3, recorded.device.streams());
    for (int stream = 0; stream < 3; stream++) {
      long ops = backend.lines(stream).stream().filter(l -> l.startsWith("abs")).count();
      assertTrue(ops >= 1 && ops <= 3, "stream " + stream + " has " + ops);
    }
  }

  @Test
  void aHundredThousandForksLeaveNoTraceOnWhatTheyShare() {
    recorded.scope(
        () -> {
          Tensor weight = Tensors.ones(1);
          for (int i = 0; i < 1000; i++) {
            List<Future<?>> forks = new ArrayList<>();
            for (int j = 0; j < 100; j++) {
              forks.add(fork(() -> negate(weight)));
            }
            forks.forEach(f -> await(f));
            backend.clear();
          }
          weight.close();
          return null;
        });
    assertEquals(3, recorded.device.streams());
    long waits = backend.lines(0).stream().filter(l -> l.startsWith("await")).count();
    assertTrue(waits <= 2, waits + " waits to free what 100,000 forks used");
  }

  private static Integer negate(Tensor x) {
    x.neg().close();
    return 0;
  }
}
