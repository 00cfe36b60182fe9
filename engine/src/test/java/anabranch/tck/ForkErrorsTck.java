package anabranch.tck;

import static anabranch.Async.await;
import static anabranch.Async.awaitAll;
import static anabranch.Async.fork;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.Devices;
import anabranch.ForkException;
import anabranch.Future;
import anabranch.InterruptedWaitException;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.shape.ShapeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What happens when a body fails, is cancelled or is waited for in vain: lines 9 to 14. */
public abstract class ForkErrorsTck extends HostTck {
  private static final String MISMATCH =
      "The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 1";

  @Override
  protected Devices.Options options() {
    return super.options().withForkSites(true);
  }

  private static Tensor mismatch() {
    return Tensors.ones(2, 3).add(Tensors.ones(2, 4));
  }

  @Test
  void l09_anErrorHasTheMessageOfTheDirectCall() {
    ShapeException direct = assertThrows(ShapeException.class, ForkErrorsTck::mismatch);
    assertTrue(direct.getMessage().contains(MISMATCH), direct::getMessage);
    ForkException forked =
        assertThrows(ForkException.class, () -> await(fork(ForkErrorsTck::mismatch)));
    assertEquals(direct.getMessage(), forked.getMessage());
    assertInstanceOf(ShapeException.class, forked.getCause());
    assertEquals(1, forked.forkSites().size());
    assertEquals(ForkErrorsTck.class.getName(), forked.forkSites().getFirst().getClassName());
  }

  @Test
  void l09_throughTwoForksItIsStillTheOriginal() {
    ForkException error =
        assertThrows(
            ForkException.class,
            () -> await(fork(() -> await(fork(ForkErrorsTck::mismatch)).neg())));
    assertTrue(error.getMessage().contains(MISMATCH), error::getMessage);
    assertInstanceOf(ShapeException.class, error.getCause());
    assertEquals(2, error.forkSites().size());
    assertTrue(error.toString().contains("forked at"), error::toString);
  }

  @Test
  void l09_everyAwaitThrowsItsOwn() {
    Future<Tensor> f = fork(ForkErrorsTck::mismatch);
    ForkException first = assertThrows(ForkException.class, () -> await(f));
    ForkException second = assertThrows(ForkException.class, () -> await(f));
    assertNotSame(first, second);
    assertSame(first.getCause(), second.getCause());
  }

  @Test
  void l09_checkedExceptionsAndErrorsToo() {
    Future<Integer> checked =
        fork(
            () -> {
              throw new java.io.IOException("no file");
            });
    assertEquals("no file", assertThrows(ForkException.class, () -> await(checked)).getMessage());
    Future<Integer> error =
        fork(
            () -> {
              throw new StackOverflowError();
            });
    ForkException thrown = assertThrows(ForkException.class, () -> await(error));
    assertInstanceOf(StackOverflowError.class, thrown.getCause());
  }

  private static Integer fail(String message) {
    throw new IllegalArgumentException(message);
  }

  @Test
  void l10_ofTwoFailuresTheAwaitedOneIsThrownTheOtherSuppressed() {
    ForkException error =
        assertThrows(
            ForkException.class,
            () ->
                Scope.call(
                    () -> {
                      Future<Integer> first = fork(() -> fail("first"));
                      Future<Void> failed = gate();
                      fork(() -> fail("second")).onDone(done -> open(failed));
                      await(failed);
                      return await(first);
                    }));
    assertEquals("first", error.getMessage());
    assertEquals("second", error.getSuppressed()[0].getMessage());
  }

  @Test
  void l10_aFailureThatNobodyAwaitedIsThrownWhereItsScopeEnds() {
    AtomicBoolean reached = new AtomicBoolean();
    ForkException error =
        assertThrows(
            ForkException.class,
            () ->
                Scope.run(
                    () -> {
                      fork(() -> fail("first"));
                      fork(() -> fail("second"));
                      reached.set(true);
                    }));
    assertTrue(reached.get());
    assertEquals(1, error.getSuppressed().length);
    assertEquals(
        List.of("first", "second"),
        List.of(error.getMessage(), error.getSuppressed()[0].getMessage()).stream()
            .sorted()
            .toList());
  }

  @Test
  void l10_aFailureThatWasSeenIsNotThrownAgain() {
    Scope.run(
        () -> {
          Future<Integer> f = fork(() -> fail("once"));
          assertThrows(ForkException.class, () -> await(f));
        });
  }

  @Test
  void l10_aFailureInsideAForkThatNobodyAwaitedFailsThatFork() {
    Future<Integer> f =
        fork(
            () -> {
              fork(() -> fail("inner"));
              return 1;
            });
    assertEquals("inner", assertThrows(ForkException.class, () -> await(f)).getMessage());
  }

  @Test
  void l11_whenTheParentThrowsItsChildrenAreToldAndJoined() {
    AtomicBoolean ended = new AtomicBoolean();
    Future<Void> never = gate();
    Future<Void> started = gate();
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Scope.run(
                    () -> {
                      fork(
                          () -> {
                            started.setResult(null);
                            try {
                              await(never);
                            } finally {
                              ended.set(true);
                            }
                          });
                      await(started);
                      fail("parent");
                    }));
    assertEquals("parent", error.getMessage());
    assertEquals(0, error.getSuppressed().length);
    assertTrue(ended.get());
  }

  @Test
  void l11_grandchildrenAreToldToo() {
    Future<Void> never = gate();
    Future<Void> started = gate();
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Scope.run(
                () -> {
                  fork(
                      () -> {
                        Future<Void> inner =
                            fork(
                                () -> {
                                  started.setResult(null);
                                  await(never);
                                });
                        await(inner);
                      });
                  await(started);
                  fail("parent");
                }));
  }

  @Test
  void l11_anOperationOfACancelledForkThrows() {
    Future<Void> started = gate();
    Future<Void> cancelled = gate();
    AtomicReference<Throwable> seen = new AtomicReference<>();
    CountDownLatch told = new CountDownLatch(1);
    Scope.run(
        () -> {
          Future<Tensor> f =
              fork(
                  () -> {
                    started.setResult(null);
                    spinUntilZero(told);
                    try {
                      return Tensors.ones(1);
                    } catch (Throwable e) {
                      seen.set(e);
                      throw e;
                    }
                  });
          await(started);
          assertTrue(f.cancel());
          told.countDown();
          assertTrue(f.isCancelled());
          assertThrows(CancellationException.class, () -> await(f));
        });
    assertInstanceOf(CancellationException.class, seen.get());
    assertFalse(cancelled.isDone());
  }

  private static void spinUntilZero(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void l13_aTimeoutLeavesTheForkRunning() throws TimeoutException {
    Future<Void> gate = gate();
    Future<Integer> f =
        fork(
            () -> {
              await(gate);
              return 1;
            });
    assertThrows(TimeoutException.class, () -> await(f, Duration.ofMillis(1)));
    assertThrows(TimeoutException.class, () -> await(f, Duration.ZERO));
    assertFalse(f.isDone());
    open(gate);
    assertEquals(1, await(f, Duration.ofSeconds(Long.MAX_VALUE)));
  }

  @Test
  void l13_cancelledBeforeTheStartABodyNeverRuns() {
    AtomicBoolean ran = new AtomicBoolean();
    Tensor x = Tensors.ones(1);
    Scope.run(
        () -> {
          CountDownLatch release = occupied();
          Future<Void> f = fork(y -> setTrue(ran), x);
          x.close();
          assertTrue(f.cancel());
          assertFalse(f.cancel());
          assertTrue(f.isCancelled());
          assertThrows(CancellationException.class, () -> await(f));
          release.countDown();
        });
    assertFalse(ran.get());
  }

  private CountDownLatch occupied() {
    try {
      return occupyThreads();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Void setTrue(AtomicBoolean flag) {
    flag.set(true);
    return null;
  }

  @Test
  void l13_aWaiterOfACancelledFutureGetsACancellation() {
    Future<Void> never = gate();
    Future<Void> waiting = gate();
    Future<Void> waiter =
        fork(
            () -> {
              waiting.setResult(null);
              assertThrows(CancellationException.class, () -> await(never));
            });
    await(waiting);
    assertTrue(never.cancel(true));
    await(waiter);
  }

  @Test
  void l13_cancellingAForkThatHasReturnedChangesNothing() {
    Future<Integer> f = fork(() -> 1);
    await(f);
    assertFalse(f.cancel());
    assertEquals(1, await(f));
  }

  @Test
  void l14_anInterruptEndsTheWaitOfAThread() throws InterruptedException {
    Future<Void> never = gate();
    onThreads(
        1,
        i -> {
          Thread.currentThread().interrupt();
          assertThrows(InterruptedWaitException.class, () -> await(never));
          assertTrue(Thread.interrupted());
        });
    Thread waiter =
        Thread.ofPlatform()
            .start(
                () -> {
                  assertThrows(InterruptedWaitException.class, () -> await(never));
                  if (Thread.interrupted()) {
                    never.setResult(null);
                  }
                });
    waiter.interrupt();
    waiter.join();
    assertTrue(never.isDone());
  }

  @Test
  void l14_anInterruptEndsTheWaitOfABody() {
    Future<Void> never = gate();
    Future<Thread> thread = Future.create();
    Future<Boolean> body =
        fork(
            () -> {
              thread.setResult(Thread.currentThread());
              assertThrows(InterruptedWaitException.class, () -> await(never));
              return Thread.interrupted();
            });
    await(thread).interrupt();
    assertTrue(awaitAll(List.of(body)).getFirst());
  }
}
