package anabranch.cpu;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.cpu.kernel.WorkingMemory;
import anabranch.shape.DType;
import anabranch.shape.Layout;
import anabranch.shape.Shape;
import anabranch.spi.DeviceMemoryException;
import anabranch.spi.View;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryTest {
  private static final long LIMIT = 64L << 20;

  private final Memory memory = new Memory(LIMIT, true);

  @AfterEach
  void close() {
    memory.close();
  }

  @Test
  void sizesAreCountedAsAskedFor() {
    CpuBuffer a = memory.allocate(1000);
    CpuBuffer b = memory.allocate(0);
    assertEquals(1000, memory.stats().live());
    assertEquals(2, memory.stats().buffers());
    assertEquals(1000, a.segment().byteSize());
    assertEquals(0, b.segment().byteSize());
    a.free();
    b.free();
    assertEquals(0, memory.stats().live());
    assertEquals(0, memory.stats().buffers());
    assertEquals(1000, memory.stats().peak());
  }

  @Test
  void blocksAreAlignedForAnyVector() {
    for (long bytes : new long[] {1, 63, 65, 1000, 5000, 1 << 20, (1 << 20) + 1}) {
      assertEquals(0, memory.allocate(bytes).segment().address() % 64, bytes + " bytes");
    }
  }

  @Test
  void aFreedBlockIsUsedAgainBeforeTheSystemIsAsked() {
    memory.allocate(3 << 20).free();
    long reserved = memory.stats().reserved();
    for (int i = 0; i < 100; i++) {
      memory.allocate(3 << 20).free();
    }
    assertEquals(reserved, memory.stats().reserved());
  }

  @Test
  void trimGivesBackWhatIsIdleAndOnlyThat() {
    CpuBuffer kept = memory.allocate(100);
    kept.segment().fill((byte) 7);
    memory.allocate(5 << 20).free();
    long before = memory.stats().reserved();
    long returned = memory.trim();
    assertTrue(returned >= 5 << 20);
    assertEquals(before - returned, memory.stats().reserved());
    assertEquals(7, kept.segment().get(JAVA_BYTE, 99));
    kept.free();
    memory.trim();
    assertEquals(0, memory.stats().reserved());
  }

  @Test
  void theLimitHoldsAndTheErrorSaysWhatIsHeld() {
    CpuBuffer half = memory.allocate(LIMIT / 2);
    DeviceMemoryException e =
        assertThrows(DeviceMemoryException.class, () -> memory.allocate(LIMIT / 2 + 1));
    assertEquals(LIMIT / 2 + 1, e.asked());
    assertEquals(LIMIT / 2, e.stats().live());
    assertEquals(1, memory.stats().buffers());
    memory.allocate(LIMIT / 2).free();
    half.free();
    assertEquals(0, memory.stats().live());
  }

  @Test
  void idleBlocksOfOtherSizesMakeRoom() {
    for (long megabytes = 1; megabytes < 60; megabytes++) {
      memory.allocate(megabytes << 20).free();
    }
    assertTrue(memory.stats().reserved() <= LIMIT + (LIMIT >> 3), memory.stats()::toString);
  }

  @Test
  void whatIsFreedReadsAsNaNAndMayNotBeUsed() {
    CpuBuffer buffer = memory.allocate(256);
    MemorySegment segment = buffer.segment();
    assertTrue(Float.isNaN(segment.get(JAVA_FLOAT, 0)), "never written");
    segment.fill((byte) 0);
    buffer.free();
    assertTrue(Float.isNaN(segment.get(JAVA_FLOAT, 0)), "freed");
    assertThrows(IllegalStateException.class, buffer::segment);
    assertThrows(IllegalStateException.class, buffer::free);
  }

  @Test
  void manyThreadsNeverShareABlock() throws Exception {
    int threads = 8;
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> all = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        byte mark = (byte) t;
        all.add(pool.submit(() -> churn(mark)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertEquals(0, memory.stats().live());
    assertEquals(0, memory.stats().buffers());
    memory.trim();
    assertEquals(0, memory.stats().reserved());
  }

  private void churn(byte mark) {
    Random random = new Random(mark);
    Queue<CpuBuffer> held = new ArrayDeque<>();
    for (int i = 0; i < 3000; i++) {
      CpuBuffer buffer = memory.allocate(1 + random.nextInt(i % 50 == 0 ? 2 << 20 : 5000));
      buffer.segment().fill(mark);
      held.add(buffer);
      if (held.size() > 10) {
        release(held.remove(), mark);
      }
      if (i % 500 == 0) {
        memory.trim();
      }
    }
    held.forEach(buffer -> release(buffer, mark));
  }

  private static void release(CpuBuffer buffer, byte mark) {
    long last = buffer.bytes() - 1;
    assertEquals(mark, buffer.segment().get(JAVA_BYTE, 0));
    assertEquals(mark, buffer.segment().get(JAVA_BYTE, last));
    buffer.free();
  }

  private final class Pack {
    private final WorkingMemory.Piece piece;
    boolean closed;

    Pack(long bytes) {
      piece = memory.cached(bytes);
    }

    void close() {
      closed = true;
      piece.close();
    }
  }

  private static View view(CpuBuffer buffer) {
    Layout layout = Layout.contiguous(Shape.of(buffer.bytes() / 4));
    return new View(buffer, DType.F32, layout);
  }

  private PackedCache.Lease<Pack> lease(CpuBuffer buffer, long bytes) {
    PackedCache.Key key = PackedCache.Key.of(List.of(view(buffer)), "test");
    return buffer.packed().lease(key, Pack.class, () -> new Pack(bytes), Pack::close);
  }

  @Test
  void aPackIsKeptUntilItsBufferIsWrittenOrFreed() {
    CpuBuffer buffer = memory.allocate(64);
    Pack first = leased(buffer, 500);
    assertSame(first, leased(buffer, 500));
    assertEquals(500, memory.stats().cached());
    buffer.written();
    Pack second = leased(buffer, 300);
    assertNotSame(first, second);
    assertTrue(first.closed);
    assertEquals(300, memory.stats().cached());
    buffer.free();
    assertTrue(second.closed);
    assertEquals(0, memory.stats().cached());
  }

  private Pack leased(CpuBuffer buffer, long bytes) {
    try (PackedCache.Lease<Pack> lease = lease(buffer, bytes)) {
      return lease.packed();
    }
  }

  @Test
  void packsGiveWayToBuffersUnlessTheyAreInUse() {
    CpuBuffer idle = memory.allocate(64);
    CpuBuffer busy = memory.allocate(64);
    Pack dropped = leased(idle, LIMIT / 4);
    try (PackedCache.Lease<Pack> lease = lease(busy, LIMIT / 4)) {
      memory.allocate(LIMIT / 4 * 3 - 128).free();
      assertTrue(dropped.closed);
      assertThrows(DeviceMemoryException.class, () -> memory.allocate(LIMIT / 4 * 3));
      busy.free();
      assertTrue(!lease.packed().closed);
      assertEquals(LIMIT / 4, memory.stats().cached());
    }
    assertEquals(0, memory.stats().cached());
    assertEquals(LIMIT / 4, leasedBytes(idle));
    memory.trim();
    assertEquals(0, memory.stats().cached());
  }

  private long leasedBytes(CpuBuffer buffer) {
    leased(buffer, LIMIT / 4);
    return memory.stats().cached();
  }

  @Test
  void aPackIsMadeOnceHoweverManyAskForIt() throws Exception {
    CpuBuffer buffer = memory.allocate(64);
    PackedCache.Key key = PackedCache.Key.of(List.of(view(buffer)), "test");
    AtomicInteger made = new AtomicInteger();
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        all.add(
            pool.submit(
                () -> {
                  try (PackedCache.Lease<Pack> lease =
                      buffer.packed().lease(key, Pack.class, () -> count(made), Pack::close)) {
                    assertTrue(!lease.packed().closed);
                  }
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertEquals(1, made.get());
  }

  private Pack count(AtomicInteger made) {
    made.incrementAndGet();
    return new Pack(8);
  }

  @Test
  void aFailedPackLeavesNoTrace() {
    CpuBuffer buffer = memory.allocate(64);
    PackedCache.Key key = PackedCache.Key.of(List.of(view(buffer)), "test");
    assertThrows(
        IllegalStateException.class,
        () ->
            buffer
                .packed()
                .lease(
                    key,
                    Pack.class,
                    () -> {
                      throw new IllegalStateException();
                    },
                    Pack::close));
    assertEquals(0, memory.stats().cached());
  }

  @Test
  void operationsWorkInMemoryBeyondTheLimit() {
    memory.allocate(LIMIT);
    try (WorkingMemory.Piece scratch = memory.scratch(1000)) {
      assertTrue(scratch.segment().byteSize() >= 1000);
      assertEquals(0, memory.stats().cached());
    }
    assertThrows(DeviceMemoryException.class, () -> memory.cached(1));
  }

  @Test
  void classesHoldTheirSizesWithLittleLoss() {
    for (long bytes = 1; bytes < 1L << 40; bytes += 1 + bytes / 7) {
      long size = SizeClass.round(bytes);
      assertTrue(size >= bytes && size % SizeClass.LEAST == 0, "for " + bytes);
      assertTrue(size - bytes <= Math.max(SizeClass.LEAST, bytes / 4), "for " + bytes);
      assertEquals(size, SizeClass.round(size));
      long next = SizeClass.round(size + 1);
      assertTrue(SizeClass.index(next) > SizeClass.index(size), "for " + bytes);
    }
  }
}
