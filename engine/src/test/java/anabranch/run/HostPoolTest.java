package anabranch.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads that stand in for blocked ones, and slices. */
final class HostPoolTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void asManyThreadsRunWhileOthersBlock(int threads) throws Exception {
    try (HostPool pool = new HostPool(threads)) {
      Completion<Integer> gate = new Completion<>();
      CountDownLatch busy = new CountDownLatch(threads);
      for (int i = 0; i < threads; i++) {
        pool.execute(
            () -> {
              meet(busy);
              join(gate);
            });
      }
      CountDownLatch together = new CountDownLatch(threads);
      for (int i = 0; i < threads; i++) {
        pool.execute(() -> meet(together));
      }
      together.await();
      gate.complete(1);
    }
  }

  private static void join(Completion<Integer> gate) {
    try {
      gate.join();
    } catch (InterruptedException e) {
      throw Failures.rethrow(e);
    }
  }

  /**
   * By a latch, since the pool knows when a thread waits at a barrier, and lets another stand in.
   */
  private static void meet(CountDownLatch latch) {
    latch.countDown();
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw Failures.rethrow(e);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void everySliceRunsOnce(int threads) {
    try (HostPool pool = new HostPool(threads)) {
      AtomicIntegerArray runs = new AtomicIntegerArray(1000);
      pool.run(1000, runs::incrementAndGet);
      for (int i = 0; i < 1000; i++) {
        assertEquals(1, runs.get(i));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void whatASliceThrowsIsThrown(int threads) {
    try (HostPool pool = new HostPool(threads)) {
      assertThrows(
          ArithmeticException.class,
          () ->
              pool.run(
                  100,
                  i -> {
                    if (i == 50) {
                      throw new ArithmeticException();
                    }
                  }));
    }
  }

  @Test
  void anInterruptOfOneBodyIsNotSeenByTheNext() throws InterruptedException {
    try (Engine engine = new Engine(new Settings(1, 1, false), List.of())) {
      ForkTask first = fork(engine, () -> Thread.currentThread().interrupt());
      boolean[] seen = {true};
      ForkTask second = fork(engine, () -> seen[0] = Thread.currentThread().isInterrupted());
      first.joinEnded();
      second.joinEnded();
      assertFalse(seen[0]);
    }
  }

  private static ForkTask fork(Engine engine, Runnable body) {
    return engine
        .root()
        .call(
            () ->
                ForkTask.fork(
                    self -> {
                      body.run();
                      return null;
                    },
                    null,
                    (value, visitor) -> {}));
  }

  @Test
  void aClosedPoolTakesNothing() {
    HostPool pool = new HostPool(2);
    pool.close();
    assertEquals(0, pool.liveThreads());
    assertThrows(RejectedExecutionException.class, () -> pool.execute(() -> {}));
  }

  @Test
  void aForkAfterCloseSaysSo() {
    Engine engine = new Engine(new Settings(1, 1, false), List.of());
    engine.close();
    IllegalStateException error =
        assertThrows(IllegalStateException.class, () -> fork(engine, () -> {}));
    assertTrue(error.getMessage().contains("closed"));
    assertTrue(engine.root().scope().running().isEmpty());
  }

  @Test
  void closeWaitsForForksAndDropsWhatNothingCanTrigger() throws InterruptedException {
    Engine engine = new Engine(new Settings(2, 1, false), List.of());
    Completion<Integer> gate = new Completion<>();
    boolean[] ran = new boolean[2];
    fork(
        engine,
        () -> {
          join(gate);
          ran[0] = true;
        });
    ForkTask never =
        engine
            .root()
            .call(
                () ->
                    ForkTask.waiting(
                        self -> {
                          ran[1] = true;
                          return null;
                        },
                        null,
                        (value, visitor) -> {}));
    Thread closer = Thread.ofPlatform().start(engine::close);
    gate.complete(1);
    closer.join();
    assertTrue(ran[0]);
    assertFalse(ran[1]);
    assertTrue(never.completion().peek() instanceof Outcome.Cancelled<?>);
  }
}
