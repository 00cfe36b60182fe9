package anabranch.tck;

import static anabranch.Async.await;
import static anabranch.Async.awaitAll;
import static anabranch.Async.fork;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.Async;
import anabranch.Device;
import anabranch.Future;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What fork and await give, whoever runs the body: lines 1 to 8 and 12 of the rules. */
public abstract class ForkAwaitTck extends HostTck {
  private Tensor plusOne(Tensor x) {
    return x.add(1);
  }

  private static final class Scale implements Function<Tensor, Tensor> {
    private final Tensor factor;

    Scale(Tensor factor) {
      this.factor = factor;
    }

    @Override
    public Tensor apply(Tensor x) {
      return x.mul(factor);
    }
  }

  @Test
  void l01_aForkGivesWhatADirectCallGives() {
    Tensor x = Tensors.of(new float[] {1, 2, 3});
    assertArrayEquals(x.neg().toFloatArray(), await(fork(Tensor::neg, x)).toFloatArray());
    assertArrayEquals(plusOne(x).toFloatArray(), await(fork(this::plusOne, x)).toFloatArray());
    assertArrayEquals(x.exp().toFloatArray(), await(fork(() -> x.exp())).toFloatArray());
    Scale scale = new Scale(x);
    assertArrayEquals(scale.apply(x).toFloatArray(), await(fork(scale, x)).toFloatArray());
    assertArrayEquals(
        x.sub(x.exp()).toFloatArray(), await(fork((a, b) -> a.sub(b), x, x.exp())).toFloatArray());
    assertEquals("a1true", await(fork((a, b, c) -> a + b + c, "a", 1, true)));
  }

  @Test
  void l02_forkReturnsBeforeTheBodyHas() {
    Future<Void> gate = gate();
    Future<Integer> f =
        fork(
            () -> {
              await(gate);
              return 1;
            });
    assertFalse(f.isDone());
    open(gate);
    assertEquals(1, await(f));
    assertTrue(f.isDone());
  }

  @Test
  void l02_theBodyRunsThoughNobodyAwaitsIt() {
    AtomicBoolean ran = new AtomicBoolean();
    Scope.run(() -> fork(() -> ran.set(true)));
    assertTrue(ran.get());
  }

  @Test
  void l03_valuesOfAllKinds() {
    Tensor x = Tensors.ones(2);
    Pair<Tensor, String> pair = await(fork(() -> new Pair<>(x.neg(), "a")));
    assertEquals(-1f, pair.first().toFloatArray()[1]);
    List<Tensor> list = await(fork(() -> List.of(x.neg(), x.add(x))));
    assertEquals(2f, list.get(1).toFloatArray()[0]);
    Map<String, Tensor> map = await(fork(() -> Map.of("y", x.neg())));
    assertEquals(-1f, map.get("y").toFloatArray()[0]);
    Tensor[] array = await(fork(() -> new Tensor[] {x.neg()}));
    assertEquals(-1f, array[0].toFloatArray()[0]);
    Optional<Tensor> optional = await(fork(() -> Optional.of(x.neg())));
    assertEquals(-1f, optional.orElseThrow().toFloatArray()[0]);
    assertEquals(2.5, await(fork(() -> 2.5)));
    assertEquals(7L, await(fork(() -> 7L)));
    assertNull(await(fork(() -> {})));
    assertNull(await(fork(() -> null)));
  }

  @Test
  void l04_everyAwaitGivesTheSameObject() {
    Future<Tensor> f = fork(Tensor::neg, Tensors.ones(1));
    Tensor first = await(f);
    assertSame(first, await(f));
  }

  @Test
  void l04_allWhoWaitGetTheValue() {
    Future<Void> gate = gate();
    Future<Tensor> f =
        fork(
            () -> {
              await(gate);
              return Tensors.ones(1);
            });
    List<Future<Tensor>> waiters =
        IntStream.range(0, 5).mapToObj(i -> fork(g -> await(g), f)).toList();
    open(gate);
    for (Tensor seen : awaitAll(waiters)) {
      assertSame(await(f), seen);
    }
  }

  @Test
  void l05_futuresAreValues() {
    Tensor x = Tensors.ones(1);
    Map<String, List<Future<Tensor>>> held = new HashMap<>();
    held.put("a", new ArrayList<>(List.of(fork(Tensor::neg, x))));
    assertEquals(-1f, await(held.get("a").getFirst()).item());

    Pair<Future<Tensor>, Integer> pair = new Pair<>(fork(Tensor::neg, x), 3);
    assertEquals(-3f, await(fork(p -> await(p.first()).mul(p.second()), pair)).item());

    Future<Future<Tensor>> future = fork(() -> fork(Tensor::neg, x));
    assertEquals(-1f, await(await(future)).item());

    Future<List<Future<Tensor>>> many =
        fork(() -> List.of(fork(Tensor::neg, x), fork(Tensor::exp, x)));
    assertEquals(-1f, await(await(many).getFirst()).item());
  }

  @Test
  void l06_aHundredForksInALoop() {
    Tensor x = Tensors.ones(1);
    List<Future<Tensor>> futures = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      futures.add(fork(Tensor::neg, x));
    }
    assertEquals(-100f, Tensors.stack(awaitAll(futures)).sum().item());
  }

  @Test
  void l06_tenThousandForksInOneCall() {
    Tensor x = Tensors.ones(1);
    List<Future<Tensor>> futures = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      futures.add(fork(Tensor::neg, x));
    }
    float sum = 0;
    for (Tensor y : awaitAll(futures)) {
      sum += y.item();
    }
    assertEquals(-10_000f, sum);
  }

  @Test
  void l07_fortyDeep() {
    assertEquals(40f, deep(40, Tensors.zeros(1)).item());
  }

  @Test
  void l07_fiveHundredDeep() {
    assertEquals(500f, deep(500, Tensors.zeros(1)).item());
  }

  private static Tensor deep(int levels, Tensor x) {
    return levels == 0 ? x.add(0) : await(fork(y -> deep(levels - 1, y.add(1)), x));
  }

  @Test
  void l07_thirtyTimesThirty() {
    Tensor x = Tensors.ones(1);
    List<Future<Tensor>> rows = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      rows.add(
          fork(
              () -> {
                List<Future<Tensor>> columns = new ArrayList<>();
                for (int j = 0; j < 30; j++) {
                  columns.add(fork(Tensor::neg, x));
                }
                return Tensors.stack(awaitAll(columns)).sum();
              }));
    }
    assertEquals(-900f, Tensors.stack(awaitAll(rows)).sum().item());
  }

  @Test
  void l07_aChainOfTenThousandEachAwaitingTheOneBefore() {
    Tensor zero = Tensors.zeros(1);
    Future<Tensor> last = fork(() -> zero.add(0));
    for (int i = 0; i < 10_000; i++) {
      last = fork(before -> await(before).add(1), last);
    }
    assertEquals(10_000f, await(last).item());
  }

  @Test
  void l08_theLoopVariableIsThatOfItsTurn() {
    List<Future<Tensor>> futures = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      int turn = i;
      futures.add(fork(() -> Tensors.full(turn, 1)));
    }
    for (int i = 0; i < 50; i++) {
      assertEquals(i, await(futures.get(i)).itemLong());
    }
  }

  @Test
  void l12_theDeviceCrosses() {
    assertEquals(device(), await(fork(Device::current)));
    assertEquals(device(), await(fork(() -> Tensors.ones(1).device())));
    assertEquals(devices().threads(), await(fork(() -> Device.current().devices().threads())));
  }

  @Test
  void l12_randomNumbersDependOnWhichForkItIsAlone() {
    float[] first = Scope.seeded(7, this::draws);
    float[] second = Scope.seeded(7, this::draws);
    assertArrayEquals(first, second);
    float[] direct = Scope.seeded(7, () -> Tensors.rand(3).toFloatArray());
    assertFalse(direct[0] == first[0]);
    assertFalse(first[0] == first[3]);
  }

  private float[] draws() {
    Future<Tensor> a = fork(() -> Tensors.rand(3));
    Future<Tensor> b = fork(() -> await(fork(() -> Tensors.rand(3))));
    return Tensors.cat(0, await(b), await(a)).toFloatArray();
  }

  private static final ScopedValue<String> KEY = ScopedValue.newInstance();

  @Test
  void l12_registeredScopedValuesCrossAndAWaitersDoNot() {
    Async.inherit(KEY);
    Future<String> bound = ScopedValue.where(KEY, "fork").call(() -> fork(ForkAwaitTck::seen));
    Future<String> unbound = fork(ForkAwaitTck::seen);
    ScopedValue.where(KEY, "waiter")
        .run(
            () -> {
              assertEquals("fork", await(bound));
              assertEquals("unbound", await(unbound));
              assertEquals("waiter", await(fork(ForkAwaitTck::seen)));
              assertEquals("waiter", seen());
            });
    assertEquals("unbound", seen());
  }

  private static String seen() {
    return KEY.isBound() ? KEY.get() : "unbound";
  }
}
