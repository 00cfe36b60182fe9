package anabranch.cpu.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.spi.Workers;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

final class TeamTest {
  @Test
  void everySliceOfEveryLoopRunsOnce() {
    for (Workers workers : new Workers[] {Fixtures.workers(3), Fixtures.threads(3)}) {
      AtomicIntegerArray runs = new AtomicIntegerArray(2_000);
      AtomicInteger bodies = new AtomicInteger();
      Team.run(
          workers,
          team -> {
            bodies.getAndIncrement();
            for (int loop = 0; loop < 200; loop++) {
              int first = 10 * loop;
              team.run(10, i -> runs.getAndIncrement(first + i));
            }
          });
      assertEquals(1, bodies.get());
      for (int i = 0; i < runs.length(); i++) {
        assertEquals(1, runs.get(i), "slice " + i);
      }
    }
  }

  @Test
  void aLoopEndsWhenAllItsSlicesHave() {
    int[] plain = new int[50];
    Team.run(
        Fixtures.threads(3),
        team -> {
          for (int loop = 1; loop <= 100; loop++) {
            int now = loop;
            team.run(plain.length, i -> plain[i]++);
            for (int value : plain) {
              assertEquals(now, value);
            }
          }
        });
  }

  @Test
  void anotherThreadHelps() {
    CountDownLatch both = new CountDownLatch(2);
    Team.run(
        new OneThreadEach(2),
        team ->
            team.run(
                2,
                _ -> {
                  both.countDown();
                  await(both);
                }));
    assertEquals(0, both.getCount());
  }

  /** Has a thread for each slice, whatever the machine has. */
  private record OneThreadEach(int size) implements Workers {
    @Override
    public void run(int slices, IntConsumer slice) {
      try (ExecutorService threads = Executors.newFixedThreadPool(slices)) {
        for (int i = 0; i < slices; i++) {
          int index = i;
          threads.execute(() -> slice.accept(index));
        }
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aSliceThatFailsInAnyThreadFailsTheLoopWhenTheOthersHaveEnded() {
    for (int failing = 0; failing < 2; failing++) {
      int index = failing;
      CountDownLatch both = new CountDownLatch(2);
      AtomicInteger seen = new AtomicInteger();
      Team.run(
          new OneThreadEach(2),
          team -> {
            try {
              team.run(
                  2,
                  i -> {
                    both.countDown();
                    await(both);
                    if (i == index) {
                      throw new IllegalStateException("slice " + i);
                    }
                  });
            } catch (IllegalStateException e) {
              seen.getAndIncrement();
              assertEquals("slice " + index, e.getMessage());
            }
          });
      assertEquals(1, seen.get());
    }
  }

  @Test
  void aRunOfATeamHasTheBitsOfOneThread() {
    Random random = new Random(1);
    int size = 96;
    PackedRecurrent.Parameters parameters =
        new PackedRecurrent.Parameters(
            size,
            size,
            Fixtures.matrix(random, 4 * size, size),
            Fixtures.matrix(random, 4 * size, size),
            null,
            null,
            0,
            null);
    Strided x = Fixtures.sequence(random, 12, 20, size);
    int[] alone = run(Fixtures.vector(Fixtures.workers(1)), parameters, x);
    int[] together = run(Fixtures.vector(Fixtures.threads(3)), parameters, x);
    assertTrue(alone.length > 0);
    assertArrayEquals(alone, together);
  }

  private static int[] run(Compute compute, PackedRecurrent.Parameters parameters, Strided x) {
    Strided y = Fixtures.sequence(null, 12, 20, parameters.hiddenSize());
    try (PackedRecurrent packed = PackedRecurrent.lstm(compute, parameters)) {
      new RecurrentCall(12, 20, false, x, null, null, y, null, null).run(compute, packed);
    }
    return Fixtures.bits(y);
  }
}
