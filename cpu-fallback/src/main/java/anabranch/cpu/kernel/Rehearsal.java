package anabranch.cpu.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls the highest tile and the LSTM's cell, cut as a job's first calls are and counted among
 * them, until the second compiler is done or has had its time. Whether it is done only the clock
 * tells; no result depends on it.
 */
final class Rehearsal {
  /** Calls of a tile that the first compiler goes by: the shorter they are, the sooner. */
  private static final int BRIEF_CALLS = 100;

  /**
   * As deep as a tile's first calls in a job, so that the compiler sees what it would see there.
   */
  private static final int DEPTH = 16;

  private static final int CALLS_PER_ROUND = 40;

  /** Rounds that give the second compiler reason to start, at the launcher's thresholds. */
  private static final int BUSY_ROUNDS = 20;

  private static final int MOST_ROUNDS = 80;

  /** Between later rounds the processor is the compilers' and the job's. */
  private static final long REST_NANOS = 5_000_000;

  /** A round takes some 20 microseconds once compiled, and milliseconds before. */
  private static final long COMPILED_ROUND_NANOS = 400_000;

  private final FloatKernels kernels;
  private final int height;
  private final long count;
  private final Tile tile;
  private final MemorySegment rows;
  private final MemorySegment panel;
  private final MemorySegment gates;
  private final MemorySegment state;

  private Rehearsal(FloatKernels kernels, Arena arena) {
    int[] heights = kernels.tileHeights();
    this.kernels = kernels;
    this.height = heights[heights.length - 1];
    this.count = 2L * kernels.panel();
    this.tile = kernels.newTile(height);
    this.rows = arena.allocate(PackedRows.bytes(height, DEPTH), 64);
    this.panel = arena.allocate(4L * DEPTH * kernels.panel(), 64);
    this.gates = arena.allocate(4 * Cell.SLOTS * count, 64);
    this.state = arena.allocate(4 * count, 64);
  }

  /** Ends early if the calling thread is interrupted. */
  static void of(FloatKernels kernels) {
    try (Arena arena = Arena.ofConfined()) {
      new Rehearsal(kernels, arena).run();
    }
  }

  private void run() {
    for (int i = 0; i < BRIEF_CALLS && isWanted(); i++) {
      multiply(1);
    }
    for (int round = 0; round < MOST_ROUNDS && isWanted(); round++) {
      long start = System.nanoTime();
      for (int i = 0; i < CALLS_PER_ROUND && isWanted(); i++) {
        multiply(DEPTH);
        kernels.lstm(count, gates, 0, 4 * count, state, 0);
      }
      if (System.nanoTime() - start < COMPILED_ROUND_NANOS) {
        return;
      }
      if (round >= BUSY_ROUNDS) {
        LockSupport.parkNanos(REST_NANOS);
      }
    }
  }

  private void multiply(int depth) {
    kernels.multiply(tile, height, depth, rows, 0, panel, 0, 4L * kernels.panel());
  }

  private static boolean isWanted() {
    return !Thread.currentThread().isInterrupted();
  }
}
