package anabranch.cpu.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RowSumsTest {
  private static final int FLOATS = 2000;

  @Test
  void theSameBitsAsAdditionsOneAfterAnother() {
    try (Arena arena = Arena.ofConfined()) {
      float[] source = numbers(new Random(1));
      MemorySegment segment = arena.allocateFrom(ValueLayout.JAVA_FLOAT, source);
      for (int columns : new int[] {0, 1, 7, 31, 32, 33, 64, 100, 129}) {
        for (int rows : new int[] {0, 1, 2, 3, 4, 5, 8, 11}) {
          for (int stride : new int[] {0, 1, columns, 150}) {
            double[] expected = start(columns);
            for (int r = 0; r < rows; r++) {
              for (int j = 0; j < columns; j++) {
                expected[j] += source[3 + r * stride + j];
              }
            }
            double[] actual = start(columns);
            RowSums.add(segment, 12, 4L * stride, rows, columns, actual);
            assertArrayEquals(bits(expected), bits(actual), rows + " rows of " + columns);
          }
        }
      }
    }
  }

  @Test
  void rowsBeyondTheEndAreRefused() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment segment = arena.allocate(4 * 100);
      double[] state = new double[60];
      RowSums.add(segment, 0, 160, 2, 60, state);
      assertThrows(
          IndexOutOfBoundsException.class, () -> RowSums.add(segment, 4, 160, 2, 60, state));
    }
  }

  @Test
  void closedMemoryIsRefused() {
    MemorySegment segment;
    try (Arena arena = Arena.ofConfined()) {
      segment = arena.allocate(4 * 100);
    }
    assertThrows(
        IllegalStateException.class, () -> RowSums.add(segment, 0, 40, 2, 10, new double[10]));
  }

  private static float[] numbers(Random random) {
    float[] numbers = new float[FLOATS];
    for (int i = 0; i < FLOATS; i++) {
      numbers[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(-20, 20)));
    }
    return numbers;
  }

  private static double[] start(int columns) {
    double[] start = new double[columns];
    for (int j = 0; j < columns; j++) {
      start[j] = 0.1 * j;
    }
    return start;
  }

  private static long[] bits(double[] values) {
    return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
  }
}
