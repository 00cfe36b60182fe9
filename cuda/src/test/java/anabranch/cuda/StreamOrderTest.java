package anabranch.cuda;

import static anabranch.Async.await;
import static anabranch.Async.collectAll;
import static anabranch.Async.fork;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.Device;
import anabranch.Devices;
import anabranch.ForkException;
import anabranch.Future;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.emulator.Emulator;
import anabranch.emulator.Gate;
import anabranch.emulator.LogLine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What runs after what on the device: lines 20 to 25 of the rules of fork and await. A gate holds
 * kernels back for as long as a test likes, so nothing here depends on how fast anything is.
 */
@Tag("emulator")
@Timeout(120)
@SuppressWarnings("try") // gates are closed before their blocks end
final class StreamOrderTest {
  /** The kernel of neg, abs and the like. */
  private static final String UNARY = "unary_f32";

  private static final int SIZE = 1000;

  private final Emulator emulator = Emulator.attach();
  private Devices devices;
  private Device device;

  /** Two values. */
  private record Pair(Tensor first, Tensor second) {}

  @BeforeEach
  void open() {
    devices = Devices.open(Devices.Options.defaults().withThreads(2));
    device = devices.get("cuda:0");
  }

  @AfterEach
  void close() {
    devices.close();
    List<String> reports = emulator.reports();
    emulator.reset();
    assertEquals(List.of(), reports);
  }

  private void onDevice(Runnable body) throws Exception {
    Callable<Void> call =
        () -> {
          body.run();
          return null;
        };
    devices.call(() -> device.use(call::call));
  }

  @Test
  void l20_aForkRunsOnAStreamOfItsOwnAfterWhatItsParentDidBefore() throws Exception {
    onDevice(
        () -> {
          Tensor x = Tensors.ones(SIZE);
          emulator.startLog();
          Tensor before = x.add(1);
          Future<Tensor> f = fork(Tensor::neg, before);
          await(f).sum().item();
          List<LogLine> log = emulator.stopLog();
          LogLine add = kernel(log, "binary_f32");
          LogLine neg = kernel(log, UNARY);
          LogLine sum = log.get(indexOfLastKernel(log));
          assertNotEquals(add.number("stream"), neg.number("stream"));
          assertEquals(add.number("stream"), sum.number("stream"));
          assertEdge(log, add, neg);
          assertEdge(log, neg, sum);
        });
  }

  @Test
  void l20_aForkIsUnorderedWithWhatItsParentDoesLater() throws Exception {
    onDevice(
        () -> {
          Tensor x = Tensors.ones(SIZE);
          try (Gate gate = emulator.hold(UNARY)) {
            Future<Tensor> f = fork(Tensor::neg, x);
            assertEquals(2f * SIZE, x.mul(2).sum().item());
            gate.close();
            assertEquals(-SIZE, await(f).sum().item());
          }
        });
  }

  @Test
  void l21_aValueIsCompleteWhenAnotherStreamReadsIt() throws Exception {
    onDevice(
        () -> {
          Tensor x = Tensors.ones(SIZE);
          try (Gate gate = emulator.hold(UNARY)) {
            Future<Tensor> f = fork(Tensor::neg, x);
            Future<List<Tensor>> list = fork(() -> List.of(x.abs(), x.neg()));
            Future<Pair> pair = fork(() -> new Pair(x.neg(), x.exp()));
            Future<Tensor> reader =
                fork(
                    () ->
                        await(f)
                            .add(await(list).get(1))
                            .add(await(pair).first())
                            .mul(await(list).get(0)));
            Tensor sum = await(reader).sum();
            gate.close();
            assertEquals(-3f * SIZE, sum.item());
          }
        });
  }

  @Test
  void l22_awaitDoesNotWaitForTheDevice() throws Exception {
    onDevice(
        () -> {
          Tensor x = Tensors.ones(SIZE);
          try (Gate gate = emulator.hold(UNARY)) {
            Tensor y = await(fork(Tensor::neg, x));
            Tensor sum = y.sum();
            untilWaiting(1);
            gate.close();
            assertEquals(-SIZE, sum.item());
          }
        });
  }

  @Test
  void l23_kernelsOfTwoForksRunAtOnce() throws Exception {
    onDevice(
        () -> {
          Tensor x = Tensors.ones(SIZE);
          try (Gate gate = emulator.hold(UNARY)) {
            Future<Tensor> a = fork(Tensor::neg, x);
            Future<Tensor> b = fork(Tensor::abs, x);
            Tensor both = await(a).add(await(b));
            untilWaiting(2);
            gate.close();
            assertEquals(0f, both.sum().item());
          }
        });
  }

  @Test
  void l24_aStorageThatAForkReadsOutlivesItsTensor() throws Exception {
    onDevice(
        () -> {
          try (Gate gate = emulator.hold(UNARY)) {
            List<Future<Tensor>> sums = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
              Tensor x = Tensors.full(i, SIZE);
              sums.add(fork(t -> t.neg().sum(), x));
              x.close();
              Tensors.full(77, SIZE).close();
            }
            List<Tensor> values = sums.stream().map(f -> await(f)).toList();
            gate.close();
            for (int i = 0; i < values.size(); i++) {
              assertEquals(-i * SIZE, values.get(i).item());
            }
          }
        });
  }

  @Test
  void l24_aStorageOfAForkOutlivesItsParentsUse() throws Exception {
    onDevice(
        () -> {
          Tensor x = Tensors.ones(SIZE);
          Tensor made = await(fork(() -> x.add(1)));
          try (Gate gate = emulator.hold(UNARY)) {
            Tensor used = made.neg();
            await(
                fork(
                    () -> {
                      made.close();
                      return Tensors.full(5, SIZE).sum();
                    }));
            gate.close();
            assertEquals(-2f * SIZE, used.sum().item());
          }
        });
  }

  @Test
  void l25_anInPlaceWriteInAForkIsSeenAfterAwait() throws Exception {
    onDevice(
        () -> {
          Tensor x = Tensors.zeros(3);
          await(fork(t -> t.add_(2), x));
          assertArrayEquals(new float[] {2, 2, 2}, x.toFloatArray());
        });
  }

  @Test
  void l25_aReadThatDoesNotAwaitTheWriteIsSaidToRace() throws Exception {
    doNothingUnasked();
    onDevice(
        () -> {
          Tensor x = Tensors.zeros(SIZE);
          Future<Tensor> f = fork(t -> t.add_(2), x);
          Tensor raced = x.neg();
          await(f);
          device.synchronize();
          assertEquals(SIZE, raced.numel());
        });
    List<String> reports = emulator.reports();
    assertEquals(1, reports.size(), reports::toString);
    String report = reports.getFirst();
    assertTrue(report.contains(UNARY) && report.contains("binary_f32"), report);
  }

  /** Nothing is done before the host waits for it, so what no event orders is seen to be so. */
  private void doNothingUnasked() {
    emulator.set("lazy", "1");
    emulator.set("lazyMillis", "60000");
  }

  private static void untilReturned(Future<?> fork) {
    while (!fork.isDone()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aStorageThatAForkHasWrittenIsFreedAfterThat() throws Exception {
    doNothingUnasked();
    onDevice(
        () -> {
          Tensor x = Tensors.ones(SIZE);
          Future<Void> f =
              fork(
                  t -> {
                    t.fill_(5);
                    return null;
                  },
                  x);
          untilReturned(f);
          x.close();
          await(f);
        });
  }

  @Test
  void aValueThatNobodyAwaitsIsFreedAfterItWasMade() throws Exception {
    doNothingUnasked();
    onDevice(
        () -> {
          Tensor x = Tensors.ones(SIZE);
          Scope.run(() -> untilReturned(fork(Tensor::neg, x)));
        });
  }

  @Test
  void whoSeesAnErrorSeesWhatCameBeforeIt() throws Exception {
    doNothingUnasked();
    onDevice(
        () -> {
          Tensor x = Tensors.zeros(SIZE);
          Future<Tensor> given = Future.create();
          Future<Void> f =
              fork(
                  t -> {
                    t.fill_(2);
                    given.setException(new IllegalStateException("after the write"));
                    return null;
                  },
                  x);
          assertThrows(ForkException.class, () -> await(given));
          assertEquals(2f * SIZE, x.sum().item());
          await(f);
        });
  }

  @Test
  void whoAwaitsACollectionAwaitsItsMembers() throws Exception {
    doNothingUnasked();
    onDevice(
        () -> {
          Tensor x = Tensors.zeros(SIZE);
          Tensor y = Tensors.zeros(SIZE);
          Future<Tensor> a = fork(t -> t.fill_(2), x);
          Future<Tensor> b = fork(t -> t.fill_(3), y);
          await(collectAll(List.of(a, b)));
          assertEquals(5f * SIZE, x.add(y).sum().item());
        });
  }

  @Test
  void aCallOnThePoolIsAfterItsCallerAndItsCallerAfterIt() throws Exception {
    doNothingUnasked();
    try (Tensor x = Tensors.ones(device, SIZE);
        Tensor y = devices.call(x::neg);
        Tensor sum = y.sum()) {
      assertEquals(-SIZE, sum.item());
    }
  }

  private void untilWaiting(int streams) {
    while (emulator.waiting() < streams) {
      Thread.onSpinWait();
    }
  }

  private static LogLine kernel(List<LogLine> log, String name) {
    return log.stream()
        .filter(line -> line.kind().equals("kernel") && line.field("name").equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not in " + log));
  }

  private static int indexOfLastKernel(List<LogLine> log) {
    int last = log.size() - 1;
    while (!log.get(last).kind().equals("kernel")) {
      last--;
    }
    return last;
  }

  /** An event recorded on the first one's stream after it is waited for before the second. */
  private static void assertEdge(List<LogLine> log, LogLine from, LogLine to) {
    for (int r = log.indexOf(from); r < log.size(); r++) {
      LogLine record = log.get(r);
      if (record.kind().equals("record") && record.number("stream") == from.number("stream")) {
        for (LogLine wait : log.subList(r, log.lastIndexOf(to))) {
          if (wait.kind().equals("wait")
              && wait.number("stream") == to.number("stream")
              && wait.number("event") == record.number("event")) {
            return;
          }
        }
      }
    }
    throw new AssertionError("no edge from " + from + " to " + to + " in " + log);
  }
}
