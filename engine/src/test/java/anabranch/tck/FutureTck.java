package anabranch.tck;

import static anabranch.Async.await;
import static anabranch.Async.awaitAll;
import static anabranch.Async.collectAll;
import static anabranch.Async.collectAny;
import static anabranch.Async.fork;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.ForkException;
import anabranch.Future;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a future can do: lines 15 to 19. */
public abstract class FutureTck extends HostTck {
  private static Integer fail(String message) {
    throw new IllegalArgumentException(message);
  }

  @Test
  void l15_isDoneBeforeAndAfter() {
    Future<Void> gate = gate();
    Future<Tensor> f =
        fork(
            () -> {
              await(gate);
              return Tensors.ones(1);
            });
    assertFalse(f.isDone());
    assertEquals(java.util.concurrent.Future.State.RUNNING, f.state());
    open(gate);
    await(f);
    assertTrue(f.isDone());
    assertFalse(f.isCancelled());
    assertEquals(java.util.concurrent.Future.State.SUCCESS, f.state());
  }

  @Test
  void l15_thenFunctionsRunOnceEachInTheOrderAdded() {
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    Future<Integer> f = Future.create();
    List<Future<Boolean>> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      int turn = i;
      all.add(f.then(done -> order.add(turn)));
    }
    f.setResult(1);
    for (int i = 10; i < 20; i++) {
      int turn = i;
      all.add(f.then(done -> order.add(turn)));
    }
    awaitAll(all);
    assertEquals(IntStream.range(0, 20).boxed().toList(), order);
  }

  @Test
  void l15_thenAfterCompletionRunsToo() {
    Future<Integer> f = fork(() -> 1);
    await(f);
    Future<Integer> g = f.then(done -> await(done) + 1);
    assertEquals(2, await(g));
  }

  @Test
  void l15_twentyChained() {
    Future<Tensor> f = fork(() -> Tensors.zeros(1));
    for (int i = 0; i < 20; i++) {
      f = f.then(done -> await(done).add(1));
    }
    assertEquals(20f, await(f).item());
  }

  @Test
  void l15_tenThousandChained() {
    Future<Integer> first = Future.create();
    Future<Integer> f = first;
    for (int i = 0; i < 10_000; i++) {
      f = f.then(done -> await(done) + 1);
    }
    first.setResult(0);
    assertEquals(10_000, await(f));
  }

  @Test
  void l15_tenThousandAddedToOne() {
    Future<Integer> first = Future.create();
    List<Future<Integer>> all = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      all.add(first.then(done -> await(done)));
    }
    first.setResult(1);
    assertEquals(10_000, awaitAll(all).size());
  }

  @Test
  void l16_anErrorInThenFailsTheChildOnly() {
    Future<Integer> f = fork(() -> 1);
    Future<Integer> g = f.then(done -> fail("boom"));
    ForkException error = assertThrows(ForkException.class, () -> await(g));
    assertEquals("Got the following error when running the callback: boom", error.getMessage());
    assertEquals(1, await(f));
  }

  @Test
  void l16_thenSeesAFailedParent() {
    Future<Integer> f = fork(() -> fail("boom"));
    Future<String> g =
        f.then(done -> assertThrows(ForkException.class, () -> await(done)).getMessage());
    assertEquals("boom", await(g));
  }

  @Test
  void l16_whatOnDoneThrowsIsReportedAndHarmsNobody() {
    Future<Void> gate = gate();
    Future<Void> last = gate();
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    try (Reports reports = new Reports()) {
      Future<Integer> f =
          fork(
              () -> {
                await(gate);
                return 1;
              });
      f.onDone(done -> seen.add("a" + await(done)));
      f.onDone(done -> fail("reported, not thrown"));
      f.onDone(done -> seen.add("b" + done.resultNow()));
      f.onDone(done -> open(last));
      open(gate);
      assertEquals(1, await(f));
      await(last);
      assertEquals("reported, not thrown", reports.errors().getFirst().getMessage());
    }
    assertEquals(List.of("a1", "b1"), seen);
  }

  @Test
  void l16_onDoneAfterCompletionRunsToo() {
    Future<Integer> f = Future.create();
    f.setResult(1);
    Future<Void> late = gate();
    f.onDone(done -> open(late));
    assertTrue(late.isDone());
  }

  @Test
  void l17_awaitAllGivesTheValuesInOrder() {
    List<Future<Integer>> futures =
        IntStream.range(0, 100).mapToObj(i -> fork(x -> x * x, i)).toList();
    assertEquals(IntStream.range(0, 100).map(i -> i * i).boxed().toList(), awaitAll(futures));
    assertEquals(List.of(), awaitAll(List.of()));
    List<Future<Integer>> withNull = Arrays.asList(futures.getFirst(), null);
    NullPointerException error = assertThrows(NullPointerException.class, () -> awaitAll(withNull));
    assertTrue(error.getMessage().contains("element 1"), error::getMessage);
    assertThrows(NullPointerException.class, () -> collectAll(withNull));
    assertThrows(NullPointerException.class, () -> collectAny(withNull));
  }

  @Test
  void l17_awaitAllFailsWithoutWaitingForTheRest() {
    Future<Void> gate = gate();
    Future<Void> started = gate();
    Future<Integer> hanging =
        fork(
            () -> {
              started.setResult(null);
              await(gate);
              return 1;
            });
    await(started);
    Future<Integer> failing = fork(() -> fail("boom"));
    ForkException error =
        assertThrows(ForkException.class, () -> awaitAll(List.of(hanging, failing)));
    assertEquals("boom", error.getMessage());
    assertFalse(hanging.isDone());
    open(gate);
  }

  @Test
  void l17_collectAllIsAFutureOfAll() {
    Future<Integer> byHand = Future.create();
    Future<List<Integer>> all = collectAll(List.of(fork(() -> 1), byHand, fork(() -> 3)));
    assertFalse(all.isDone());
    byHand.setResult(2);
    assertEquals(List.of(1, 2, 3), await(all));
    assertEquals(List.of(), await(collectAll(List.<Future<Integer>>of())));
  }

  @Test
  void l17_collectAllFailsAsTheFirstInTheList() {
    ForkException error =
        assertThrows(
            ForkException.class,
            () ->
                Scope.call(
                    () ->
                        await(
                            collectAll(
                                List.of(
                                    fork(() -> 1),
                                    fork(() -> fail("a")),
                                    fork(() -> fail("b")))))));
    assertEquals("a", error.getMessage());
    assertEquals("b", error.getSuppressed()[0].getMessage());
  }

  @Test
  void l17_collectAnyIsTheFirstToComplete() {
    Future<Integer> never = Future.create();
    Future<Integer> first = Future.create();
    Future<Integer> any = collectAny(List.of(never, first));
    assertFalse(any.isDone());
    first.setResult(7);
    assertEquals(7, await(any));
    assertThrows(IllegalArgumentException.class, () -> collectAny(List.of()));
  }

  @Test
  void l17_aChainOfCollectedFutures() {
    Future<Integer> first = Future.create();
    Future<Integer> last = first;
    for (int i = 0; i < 500; i++) {
      last = collectAny(List.of(last));
    }
    first.setResult(1);
    assertEquals(1, await(last));
  }

  @Test
  void l18_completedByHandOnceOnly() {
    Future<Integer> f = Future.create();
    assertFalse(f.isDone());
    f.setResult(3);
    assertEquals(3, await(f));
    IllegalStateException twice = assertThrows(IllegalStateException.class, () -> f.setResult(4));
    assertTrue(twice.getMessage().contains("can only be marked completed once"));
    assertThrows(IllegalStateException.class, () -> f.setException(new RuntimeException()));
    assertEquals(3, await(f));
  }

  @Test
  void l18_failedByHand() {
    Future<Integer> f = Future.create();
    RuntimeException original = new RuntimeException("by hand");
    f.setException(original);
    ForkException error = assertThrows(ForkException.class, () -> await(f));
    assertEquals("by hand", error.getMessage());
    assertSame(original, error.getCause());
    assertEquals(java.util.concurrent.Future.State.FAILED, f.state());
  }

  @Test
  void l18_aForksFutureIsNotCompletedByHand() {
    Future<Void> gate = gate();
    Future<Void> f = fork(() -> awaited(gate));
    assertThrows(IllegalStateException.class, () -> f.setResult(null));
    open(gate);
    await(f);
  }

  private static Void awaited(Future<Void> gate) {
    return await(gate);
  }

  @Test
  void l18_whoWaitsIsWokenByHand() {
    Future<Tensor> promise = Future.create();
    Future<Tensor> f = fork(() -> await(promise).neg());
    promise.setResult(Tensors.ones(1));
    assertEquals(-1f, await(f).item());
  }

  @Test
  void l19_itIsAJavaFuture() throws Exception {
    java.util.concurrent.Future<Integer> f = fork(() -> 5);
    assertEquals(5, f.get());
    assertEquals(5, f.get(1, TimeUnit.HOURS));
    assertEquals(5, f.resultNow());
    java.util.concurrent.Future<Integer> failed = fork(() -> fail("boom"));
    ExecutionException error = assertThrows(ExecutionException.class, failed::get);
    assertInstanceOf(IllegalArgumentException.class, error.getCause());
    assertEquals("boom", error.getCause().getMessage());
    assertEquals("boom", failed.exceptionNow().getMessage());
    java.util.concurrent.Future<Integer> never = Future.create();
    assertThrows(TimeoutException.class, () -> never.get(1, TimeUnit.NANOSECONDS));
    assertTrue(never.cancel(true));
    assertThrows(CancellationException.class, never::get);
  }

  @Test
  void l19_toACompletableFuture() throws Exception {
    CompletableFuture<Float> sum =
        fork(() -> Tensors.ones(3)).toCompletableFuture().thenApply(FutureTck::sum);
    assertEquals(3f, await(Future.from(sum)));
    CompletableFuture<Integer> failed = fork(() -> fail("boom")).toCompletableFuture();
    ForkException error = assertThrows(ForkException.class, () -> await(Future.from(failed)));
    assertEquals("boom", error.getMessage());
    Future<Integer> cancelled = Future.create();
    CompletableFuture<Integer> stage = cancelled.toCompletableFuture();
    cancelled.cancel();
    assertThrows(CancellationException.class, () -> await(Future.from(stage)));
  }

  /** Code behind a CompletableFuture runs outside of any scope. */
  private static float sum(Tensor x) {
    try (Tensor sum = x.sum()) {
      return sum.item();
    }
  }

  @Test
  void l19_fromACompletionStage() {
    CompletableFuture<Integer> stage = new CompletableFuture<>();
    Future<Integer> f = Future.from(stage.thenApply(x -> x + 1));
    assertFalse(f.isDone());
    stage.complete(1);
    assertEquals(2, await(f));
    CompletableFuture<Integer> failing = new CompletableFuture<>();
    Future<Integer> g = Future.from(failing.thenApply(x -> x + 1));
    failing.completeExceptionally(new IllegalArgumentException("boom"));
    ForkException error = assertThrows(ForkException.class, () -> await(g));
    assertEquals("boom", error.getMessage());
    Future<Integer> cancelled =
        Future.from(CompletableFuture.failedFuture(new CancellationException()));
    assertThrows(CancellationException.class, () -> await(cancelled));
  }
}
