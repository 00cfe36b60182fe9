package anabranch.cpu.kernel;

import java.lang.foreign.MemorySegment;

/** Where the kernels get native memory to work in. Safe for use by several threads. */
@FunctionalInterface
public interface WorkingMemory {
  /**
   * A piece of at least {@code bytes} bytes, at a multiple of 64, with any content.
   *
   * @param bytes 0 or more
   */
  Piece take(long bytes);

  /** Memory that is given back when it is closed. */
  interface Piece extends AutoCloseable {
    /** The memory; native. */
    MemorySegment segment();

    @Override
    void close();
  }
}
