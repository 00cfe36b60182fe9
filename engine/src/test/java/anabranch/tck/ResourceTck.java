package anabranch.tck;

import static anabranch.Async.await;
import static anabranch.Async.awaitAll;
import static anabranch.Async.fork;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.ForkException;
import anabranch.Future;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.shape.DType;
import anabranch.shape.ShapeException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That nothing grows and nothing is left: lines 24 to 28. */
public abstract class ResourceTck extends HostTck {
  /** What a device may have for forks whose work is not done when their bodies return. */
  private static final int MOST_STREAMS = 32;

  @Test
  void l24_aForkHoldsItsArgument() {
    for (int i = 0; i < 100; i++) {
      Tensor x = Tensors.full(i, 10);
      Future<Tensor> f = fork(Tensor::neg, x);
      x.close();
      assertEquals(-i, await(f).toLongArray()[9]);
    }
  }

  @Test
  void l24_aFreedStorageIsNotReusedWhileAForkUsesIt() {
    Future<Void> gate = gate();
    List<Future<Tensor>> sums = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Tensor x = Tensors.full(i, 1000);
      sums.add(
          fork(
              y -> {
                await(gate);
                return y.sum();
              },
              x));
      x.close();
      Tensors.full(-1, 1000).close();
    }
    open(gate);
    for (int i = 0; i < 20; i++) {
      assertEquals(1000L * i, await(sums.get(i)).itemLong());
    }
  }

  @Test
  void l25_anInPlaceWriteInAForkIsSeenAfterAwait() {
    Tensor x = Tensors.zeros(3);
    await(fork(y -> y.add_(2), x));
    assertArrayEquals(new float[] {2, 2, 2}, x.toFloatArray());
  }

  @Test
  void l26_moreForksThanStreamsAllFinish() {
    Tensor x = Tensors.ones(10);
    Future<Void> gate = gate();
    List<Future<Tensor>> forks = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      forks.add(
          fork(
              () -> {
                Tensor y = x.neg();
                await(gate);
                return y.sum();
              }));
    }
    open(gate);
    for (Tensor sum : awaitAll(forks)) {
      assertEquals(-10f, sum.item());
    }
  }

  @Test
  void l27_aThousandForksThatAllocateLeaveTheBytesAsTheyWere() {
    Tensor x = Tensors.ones(1000);
    long bytes = device().memory().live();
    Scope.run(
        () -> {
          List<Future<Tensor>> forks = new ArrayList<>();
          for (int i = 0; i < 1000; i++) {
            forks.add(fork(() -> x.neg().add(1).exp()));
          }
          awaitAll(forks);
        });
    assertEquals(bytes, device().memory().live());
    assertEquals(1, device().memory().storages());
  }

  @Test
  void l27_aThousandForksThatFailLeaveTheBytesAsTheyWere() {
    Tensor x = Tensors.ones(2, 3);
    for (int i = 0; i < 100; i++) {
      assertThrows(
          ForkException.class,
          () ->
              Scope.run(
                  () -> {
                    for (int j = 0; j < 10; j++) {
                      fork(ResourceTck::mismatch, x);
                    }
                  }));
      assertEquals(1, device().memory().storages());
    }
    assertThrows(ShapeException.class, () -> mismatch(x));
  }

  private static Tensor mismatch(Tensor x) {
    return x.neg().add(Tensors.ones(2, 4));
  }

  @Test
  void l27_manyForksGrowNothing() {
    Tensor x = Tensors.ones(1);
    negateInForks(x, 5_000);
    int streams = device().streams();
    int threads = devices().liveThreads();
    long heap = usedHeap();
    negateInForks(x, host == Host.OUTSIDE_2 ? 100_000 : 15_000);
    long grown = usedHeap() - heap;
    assertTrue(grown < 4 << 20, "the heap grew by " + grown);
    assertTrue(
        device().streams() <= Math.max(MOST_STREAMS, streams + host()),
        "streams: " + device().streams());
    assertTrue(
        devices().liveThreads() <= Math.max(threads, 2 * host()),
        "threads: " + devices().liveThreads());
  }

  private int host() {
    return devices().threads();
  }

  private static void negateInForks(Tensor x, int n) {
    for (int i = 0; i < n; i += 100) {
      Scope.run(
          () -> {
            List<Future<Tensor>> forks = new ArrayList<>();
            for (int j = 0; j < 100; j++) {
              forks.add(fork(Tensor::neg, x));
            }
            awaitAll(forks);
          });
    }
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Test
  void l27_forksThatWereAwaitedAreNotKept() {
    Tensor x = Tensors.ones(1);
    List<WeakReference<Future<Tensor>>> gone = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      Scope.run(
          () -> {
            Future<Tensor> f = fork(Tensor::neg, x);
            gone.add(new WeakReference<>(f));
            await(f);
          });
    }
    System.gc();
    long kept = gone.stream().filter(f -> f.get() != null).count();
    assertTrue(kept < 10, kept + " futures are still reachable");
  }

  @Test
  void l28_severalThreadsShareOneModel() {
    Tensor w1 = Tensors.arange(0, 64).to(DType.F32).reshape(8, 8).mul(0.01);
    Tensor w2 = w1.t().add(0.5);
    float[][] expected = new float[4][];
    for (int i = 0; i < 4; i++) {
      int index = i;
      expected[i] = Scope.call(() -> model(w1, w2, input(index)).toFloatArray());
    }
    onThreads(
        4,
        index -> {
          for (int round = 0; round < 50; round++) {
            float[] y =
                round % 2 == 0
                    ? devices().call(() -> model(w1, w2, input(index)).toFloatArray())
                    : device()
                        .use(() -> Scope.call(() -> model(w1, w2, input(index)).toFloatArray()));
            assertArrayEquals(expected[index], y);
          }
        });
  }

  private Tensor input(int index) {
    return Tensors.full(device(), index + 1.5, 5, 8);
  }

  private static Tensor model(Tensor w1, Tensor w2, Tensor x) {
    Future<Tensor> left = fork(a -> a.matmul(w1).tanh(), x);
    Future<Tensor> right = fork(a -> a.matmul(w2).sigmoid(), x);
    Tensor both = Tensors.cat(1, await(left), await(right));
    return both.sum(1).add(x.sum(1)).relu();
  }
}
