package anabranch.cpu.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Native working memory for the kernels, reused from call to call: one queue of free pieces per power of two. Safe for
 * use by several threads; the memory goes back to the system when the pool is closed.
 */
public final class ScratchPool implements AutoCloseable {
  private static final int LEAST_SHIFT = 12;
  private static final int CLASSES = 50;

  private final Arena arena = Arena.ofShared();
  private final Queue<MemorySegment>[] free = queues();

  @SuppressWarnings("unchecked")
  private static Queue<MemorySegment>[] queues() {
    Queue<MemorySegment>[] queues = new Queue[CLASSES];
    for (int i = 0; i < CLASSES; i++) {
      queues[i] = new ConcurrentLinkedQueue<>();
    }
    return queues;
  }

  /** A piece of at least {@code bytes} bytes at a multiple of 64, with any content, until the lease is closed. */
  Lease lease(long bytes) {
    int shift = Math.max(LEAST_SHIFT, 64 - Long.numberOfLeadingZeros(bytes - 1));
    Queue<MemorySegment> queue = free[shift - LEAST_SHIFT];
    MemorySegment piece = queue.poll();
    return new Lease(queue, piece != null ? piece : arena.allocate(1L << shift, 64));
  }

  /** Frees all pieces; none may be leased. */
  @Override
  public void close() {
    arena.close();
  }

  record Lease(Queue<MemorySegment> home, MemorySegment segment) implements AutoCloseable {
    @Override
    public void close() {
      home.add(segment);
    }
  }
}
