package anabranch.cpu;

import java.util.function.IntConsumer;

/** The threads one large operation may be cut over. */
public interface Workers {
  /** The number of threads, the caller's own included; at least 1. */
  int size();

  /**
   * Runs {@code slice} for 0 to {@code slices - 1}, on the caller and on idle threads, and returns when all are done.
   * What a slice writes is visible to the caller and to every slice of a later call.
   */
  void run(int slices, IntConsumer slice);

  /** Only the calling thread. */
  Workers CALLER =
      new Workers() {
        @Override
        public int size() {
          return 1;
        }

        @Override
        public void run(int slices, IntConsumer slice) {
          for (int i = 0; i < slices; i++) {
            slice.accept(i);
          }
        }
      };
}
