package anabranch.cpu.kernel;

import anabranch.spi.Workers;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Matrices, threads and memory for the kernels' tests. */
final class Fixtures {
  /** Fresh memory full of NaN, so that a kernel which reads what it has not written is caught. */
  static final WorkingMemory POISONED =
      bytes -> {
        Arena arena = Arena.ofShared();
        MemorySegment segment = arena.allocate(Math.max(1, bytes), 64);
        segment.fill((byte) 0xFF);
        return new WorkingMemory.Piece() {
          @Override
          public MemorySegment segment() {
            return segment;
          }

          @Override
          public void close() {
            arena.close();
          }
        };
      };

  private Fixtures() {}

  /** Pretends to be {@code size} threads: slices run one by one, the last first. */
  static Workers workers(int size) {
    return new Workers() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public void run(int slices, IntConsumer slice) {
        for (int i = slices - 1; i >= 0; i--) {
          slice.accept(i);
        }
      }
    };
  }

  /** Really runs slices on several threads. */
  static Workers threads(int size) {
    return new Workers() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public void run(int slices, IntConsumer slice) {
        IntStream.range(0, slices).parallel().forEach(slice);
      }
    };
  }

  static Compute vector(Workers workers) {
    return Compute.vector(workers, POISONED);
  }

  static Compute scalar() {
    return Compute.scalar(workers(1), POISONED);
  }

  /** A matrix with rows one after another and a gap after each. */
  static Strided matrix(Random random, int rows, int columns) {
    return filled(random, Element.F32, 1, rows, columns, columns + 3, 1, 0);
  }

  static Strided zeros(int rows, int columns) {
    return filled(null, Element.F32, 1, rows, columns, columns, 1, 0);
  }

  /** [outer, rows, columns], contiguous. */
  static Strided sequence(Random random, int outer, int rows, int columns) {
    return filled(random, Element.F32, outer, rows, columns, columns, 1, (long) rows * columns);
  }

  /** Values in [-1, 1), or zeros, with any strides that are not negative. */
  static Strided filled(
      Random random,
      Element element,
      int outer,
      int rows,
      int columns,
      long rowStride,
      long columnStride,
      long outerStride) {
    long offset = 5;
    long last =
        offset
            + Math.max(0, outer - 1) * outerStride
            + Math.max(0, rows - 1) * rowStride
            + Math.max(0, columns - 1) * columnStride;
    MemorySegment segment = Arena.ofAuto().allocate(element.bytes() * (last + 1), 64);
    for (long i = 0; i <= last; i++) {
      element.set(segment, i, random == null ? 0 : 2 * random.nextFloat() - 1);
    }
    return new Strided(element, segment, offset, outerStride, rowStride, columnStride);
  }

  /** The bits of a contiguous float matrix and what is around it. */
  static int[] bits(Strided matrix) {
    return matrix.segment().toArray(ValueLayout.JAVA_INT);
  }

  static double[][] values(Strided matrix, int rows, int columns) {
    double[][] values = new double[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        values[i][j] = matrix.get(i, j);
      }
    }
    return values;
  }
}
