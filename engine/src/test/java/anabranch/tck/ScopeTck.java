package anabranch.tck;

import static anabranch.Async.await;
import static anabranch.Async.collectAll;
import static anabranch.Async.fork;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.Future;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a scope frees, what it lets out, and how long it lasts. */
public abstract class ScopeTck extends HostTck {
  private Tensor escaped;
  private Future<Tensor> escapedFuture;

  @Test
  void whatIsMadeInsideIsFreedAtTheEnd() {
    Scope.run(() -> escaped = Tensors.ones(3).neg());
    assertTrue(escaped.isClosed());
    IllegalStateException error = assertThrows(IllegalStateException.class, () -> escaped.neg());
    assertTrue(error.getMessage().contains("was closed"), error::getMessage);
    assertEquals(0, device().memory().storages());
  }

  @Test
  void whatIsReturnedLivesOn() {
    assertEquals(2f, Scope.call(() -> Tensors.ones(2)).sum().item());
    Pair<Tensor, List<Tensor>> pair =
        Scope.call(() -> new Pair<>(Tensors.ones(1), List.of(Tensors.ones(2), Tensors.ones(3))));
    assertEquals(1f, pair.first().item());
    assertEquals(3f, pair.second().get(1).sum().item());
    assertEquals(1f, Scope.call(() -> Map.of("a", Tensors.ones(1))).get("a").item());
    assertEquals(1f, Scope.call(() -> new Tensor[] {Tensors.ones(1)})[0].item());
    assertEquals(1f, Scope.call(() -> Optional.of(Tensors.ones(1))).orElseThrow().item());
  }

  @Test
  void listsThatShareListsAreLookedThroughOnce() {
    List<?> shared =
        Scope.call(
            () -> {
              List<?> list = List.of(Tensors.ones(2));
              for (int i = 0; i < 100; i++) {
                list = List.of(list, list);
              }
              return list;
            });
    while (shared.getFirst() instanceof List<?> inner) {
      shared = inner;
    }
    assertEquals(2f, ((Tensor) shared.getFirst()).sum().item());
  }

  @Test
  void aListMayHoldItselfButNestOnlySoDeep() {
    List<Object> own = new ArrayList<>();
    assertSame(own, Scope.call(() -> own.add(own) ? own : List.of()));
    List<?> deep = List.of();
    for (int i = 0; i < 100_000; i++) {
      deep = List.of(deep);
    }
    List<?> deepest = deep;
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Scope.call(() -> deepest));
    assertTrue(error.getMessage().contains("nests more than 1000 deep"), error::getMessage);
  }

  @Test
  void theRestOfWhatWasMadeIsFreed() {
    Tensor kept =
        Scope.call(
            () -> {
              escaped = Tensors.ones(100);
              return escaped.sum();
            });
    assertTrue(escaped.isClosed());
    assertEquals(100f, kept.item());
    assertEquals(1, device().memory().storages());
  }

  @Test
  void aReturnedViewKeepsItsMemoryAlone() {
    Tensor view =
        Scope.call(
            () -> {
              escaped = Tensors.of(new float[] {1, 2, 3, 4}, 2, 2);
              return escaped.select(0, 1);
            });
    assertTrue(escaped.isClosed());
    assertArrayEquals(new float[] {3, 4}, view.toFloatArray());
  }

  @Test
  void whatCameFromOutsideStaysThere() {
    Tensor x = Tensors.ones(1);
    assertSame(x, Scope.call(() -> x));
    assertFalse(x.isClosed());
  }

  @Test
  void scopesNest() {
    Tensor y =
        Scope.call(
            () -> {
              Tensor inner = Scope.call(() -> Tensors.ones(2).neg());
              escaped = inner;
              return inner.sum();
            });
    assertEquals(-2f, y.item());
    assertTrue(escaped.isClosed());
  }

  @Test
  void aScopeThatFailsFreesToo() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Scope.run(
                () -> {
                  escaped = Tensors.ones(1);
                  throw new IllegalArgumentException("body");
                }));
    assertTrue(escaped.isClosed());
  }

  @Test
  void keepOutlivesTheScope() {
    Scope.run(() -> escaped = Tensors.ones(1).neg().keep());
    assertEquals(-1f, escaped.item());
    escaped.close();
    escaped.close();
    assertTrue(escaped.isClosed());
    assertThrows(IllegalStateException.class, () -> escaped.keep());
  }

  @Test
  void closeIsAllowedAtAnyTime() {
    Scope.run(
        () -> {
          Tensor x = Tensors.ones(4);
          Tensor view = x.reshape(2, 2);
          x.close();
          assertThrows(IllegalStateException.class, x::neg);
          assertEquals(4f, view.sum().item());
          view.close();
        });
  }

  @Test
  void aForksValueBelongsToTheScopeOfTheFork() {
    Scope.run(
        () -> {
          Future<Tensor> f = fork(Tensor::neg, Tensors.ones(1));
          Scope.run(() -> escaped = await(f));
          assertFalse(escaped.isClosed());
        });
    assertTrue(escaped.isClosed());
  }

  @Test
  void whatAForkMakesBesidesItsValueIsFreedWhenItReturns() {
    Future<Tensor> f =
        fork(
            () -> {
              escaped = Tensors.ones(100);
              return escaped.sum();
            });
    assertEquals(100f, await(f).item());
    assertTrue(escaped.isClosed());
  }

  @Test
  void aReturnedFutureKeepsItsValue() {
    Future<Tensor> f = Scope.call(() -> fork(Tensor::neg, Tensors.ones(1)));
    assertEquals(-1f, await(f).item());
  }

  @Test
  void aReturnedFutureIsNotWaitedFor() {
    Future<Void> gate = gate();
    Future<Tensor> f =
        Scope.call(
            () ->
                fork(
                    () -> {
                      await(gate);
                      return Tensors.ones(1);
                    }));
    assertFalse(f.isDone());
    open(gate);
    assertEquals(1f, await(f).item());
  }

  @Test
  void aReturnedFutureKeepsTheFuturesThatItTook() {
    Future<Void> gate = gate();
    Future<Tensor> last =
        Scope.call(
            () -> {
              Future<Tensor> first = fork(Tensor::neg, Tensors.ones(1));
              return fork(
                  f -> {
                    await(gate);
                    return await(f).neg();
                  },
                  first);
            });
    open(gate);
    assertEquals(1f, await(last).item());
  }

  @Test
  void aLongChainOfFuturesLeavesTogether() {
    Future<Void> gate = gate();
    Future<Tensor> last =
        Scope.call(
            () -> {
              Future<Tensor> f =
                  fork(
                      () -> {
                        await(gate);
                        return Tensors.zeros(1);
                      });
              for (int i = 0; i < 3_000; i++) {
                f = fork(before -> await(before).add(1), f);
              }
              return f;
            });
    open(gate);
    assertEquals(3_000f, await(last).item());
  }

  @Test
  void aFutureReturnedThroughForksAndScopesKeepsItsValue() {
    Future<Void> gate = gate();
    Future<Future<Tensor>> outer =
        Scope.call(
            () ->
                fork(
                    () -> {
                      await(gate);
                      return fork(
                          () -> {
                            await(gate);
                            return Tensors.ones(2);
                          });
                    }));
    open(gate);
    assertEquals(2f, await(await(outer)).sum().item());
  }

  @Test
  void returnedCollectedAndThenFuturesKeepTheirValues() {
    Future<Void> gate = gate();
    Future<List<Tensor>> all =
        Scope.call(
            () ->
                collectAll(
                    List.of(
                        fork(
                            () -> {
                              await(gate);
                              return Tensors.ones(1);
                            }),
                        fork(() -> Tensors.ones(2)))));
    Future<Tensor> then =
        Scope.call(() -> fork(() -> Tensors.ones(3)).then(done -> await(done).sum()));
    Future<Tensor> byHand =
        Scope.call(
            () -> {
              Future<Tensor> f = Future.create();
              f.setResult(Tensors.ones(4));
              return f;
            });
    open(gate);
    assertEquals(2f, await(all).get(1).sum().item());
    assertEquals(3f, await(then).item());
    assertEquals(4f, await(byHand).sum().item());
  }

  @Test
  void awaitAfterTheScopeHasEndedSaysSo() {
    Scope.run(() -> escapedFuture = fork(Tensor::neg, Tensors.ones(1)));
    assertTrue(escapedFuture.isDone());
    IllegalStateException error =
        assertThrows(IllegalStateException.class, () -> await(escapedFuture));
    assertTrue(error.getMessage().contains("scope"), error::getMessage);
    Future<Tensor> waiter = fork(f -> await(f), escapedFuture);
    assertThrows(RuntimeException.class, () -> await(waiter));
  }

  @Test
  void aScopeEndsAfterItsForks() {
    Future<Void> gate = gate();
    List<Integer> order = new ArrayList<>();
    Future<Void> opener =
        fork(
            () -> {
              Scope.run(
                  () -> {
                    fork(
                        () -> {
                          await(gate);
                          order.add(1);
                        });
                    open(gate);
                  });
              order.add(2);
            });
    await(opener);
    assertEquals(List.of(1, 2), order);
  }

  @Test
  void randomNumbersOfASeededScopeRepeat() {
    float[] first = Scope.seeded(3, () -> Tensors.randn(5).toFloatArray());
    float[] second = Scope.seeded(3, () -> Tensors.randn(5).toFloatArray());
    float[] other = Scope.seeded(4, () -> Tensors.randn(5).toFloatArray());
    assertArrayEquals(first, second);
    assertFalse(first[0] == other[0]);
    Scope.seeded(
        3,
        () -> {
          assertArrayEquals(first, Tensors.randn(5).toFloatArray());
          assertFalse(first[0] == Tensors.randn(5).toFloatArray()[0]);
          return null;
        });
  }
}
