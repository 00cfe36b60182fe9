package anabranch.cpu;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.cpu.kernel.Compute;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The thread aside: from the first large buffer on, once, and never longer than the device. */
final class EarlyCompilationTest {
  private static final long LARGE = 4L << 20;

  private final Memory memory = new Memory(1 << 20, true);
  private final EarlyCompilation compilation =
      new EarlyCompilation(Compute.of(Rig.ALONE, memory::scratch));

  @AfterEach
  void close() {
    compilation.close();
    memory.close();
  }

  @Test
  void smallBuffersStartNothing() {
    compilation.seen(0);
    compilation.seen(LARGE - 1);
    assertNull(compilation.thread());
  }

  @Test
  void largeOnesStartOneThreadThatEndsByItself() throws InterruptedException {
    compilation.seen(LARGE);
    Thread first = compilation.thread();
    assertNotNull(first);
    compilation.seen(LARGE);
    assertSame(first, compilation.thread());
    first.join();
    compilation.seen(LARGE);
    assertSame(first, compilation.thread());
  }

  @Test
  void closingWaitsForItsEnd() {
    compilation.seen(LARGE);
    compilation.close();
    assertEnded();
  }

  @Test
  void afterClosingNothingStarts() {
    compilation.close();
    compilation.seen(LARGE);
    assertNull(compilation.thread());
  }

  @Test
  void closingKeepsTheCallersInterruption() {
    compilation.seen(LARGE);
    Thread.currentThread().interrupt();
    compilation.close();
    assertTrue(Thread.interrupted());
    assertEnded();
  }

  private void assertEnded() {
    Thread thread = compilation.thread();
    assertNotNull(thread);
    assertFalse(thread.isAlive());
  }
}
