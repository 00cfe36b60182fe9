package anabranch.spi;

import java.util.function.IntConsumer;

/** The host threads over which a backend may slice one large operation. */
public interface Workers {
  /** How many threads may run at once, the caller included. */
  int size();

  /**
   * Runs {@code slice} for 0 ... slices - 1, each once, on the caller and on threads that happen to
   * be idle, and returns when all are done. Which thread runs which slice is not defined; nothing
   * else runs on the caller meanwhile.
   *
   * @throws RuntimeException the first that a slice threw, after the others have ended
   */
  void run(int slices, IntConsumer slice);
}
