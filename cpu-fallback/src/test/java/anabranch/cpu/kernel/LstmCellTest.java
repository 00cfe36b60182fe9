package anabranch.cpu.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LstmCellTest {
  /** A multiple of both panels. */
  private static final int COUNT = 6400;

  static Stream<FloatKernels> kernels() {
    return Stream.of(new VectorKernels(), new ScalarKernels());
  }

  /** The pre-activations of a cell, its state before and, after a run, c and h. */
  private record Inputs(float[] i, float[] f, float[] g, float[] o, float[] c) {
    static Inputs random(int seed) {
      Random random = new Random(seed);
      float[][] all = new float[5][COUNT];
      for (float[] values : all) {
        for (int j = 0; j < COUNT; j++) {
          values[j] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(-3, 3)));
        }
      }
      return new Inputs(all[0], all[1], all[2], all[3], all[4]);
    }

    static Inputs filled(float i, float f, float g, float o, float c) {
      float[][] all = new float[5][COUNT];
      float[] each = {i, f, g, o, c};
      for (int n = 0; n < 5; n++) {
        Arrays.fill(all[n], each[n]);
      }
      return new Inputs(all[0], all[1], all[2], all[3], all[4]);
    }

    After run(FloatKernels kernels) {
      try (Arena arena = Arena.ofConfined()) {
        long bytes = 4L * COUNT;
        MemorySegment gates = arena.allocate(4 * bytes, 64);
        MemorySegment state = arena.allocate(bytes, 64);
        float[][] slots = {i, f, g, o};
        for (int n = 0; n < 4; n++) {
          MemorySegment.copy(slots[n], 0, gates, ValueLayout.JAVA_FLOAT, n * bytes, COUNT);
        }
        MemorySegment.copy(c, 0, state, ValueLayout.JAVA_FLOAT, 0, COUNT);
        kernels.lstm(COUNT, gates, 0, bytes, state, 0);
        float[] h = gates.asSlice(0, bytes).toArray(ValueLayout.JAVA_FLOAT);
        return new After(h, state.toArray(ValueLayout.JAVA_FLOAT));
      }
    }
  }

  private record After(float[] h, float[] c) {}

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void everyValueIsWithinFourUlps(FloatKernels kernels) {
    Inputs cell = Inputs.random(1);
    After after = cell.run(kernels);
    for (int j = 0; j < COUNT; j++) {
      double kept = sigmoid(cell.f[j]) * cell.c[j];
      double fresh = sigmoid(cell.i[j]) * Math.tanh(cell.g[j]);
      assertWithin(4, Math.abs(kept) + Math.abs(fresh), kept + fresh, after.c[j]);
      double h = sigmoid(cell.o[j]) * Math.tanh(after.c[j]);
      assertWithin(4, Math.abs(h), h, after.h[j]);
    }
  }

  private static void assertWithin(int ulps, double size, double expected, float actual) {
    double least = Math.max(Math.ulp((float) size), Float.MIN_NORMAL);
    double error = Math.abs(actual - expected);
    assertTrue(
        error <= ulps * least,
        () -> "%g instead of %g: %g ulps".formatted(actual, expected, error / least));
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void aClosedGateLetsNothingThrough(FloatKernels kernels) {
    for (float shut : new float[] {-88, -1e4f, Float.NEGATIVE_INFINITY}) {
      After forgetful = Inputs.filled(shut, shut, 5, 5, 7).run(kernels);
      assertEquals(0, forgetful.c[COUNT - 1], "shut by " + shut);
      After silent = Inputs.filled(0, 0, 5, shut, 7).run(kernels);
      assertEquals(0, silent.h[COUNT - 1], "shut by " + shut);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void anOpenGateLetsEverythingThrough(FloatKernels kernels) {
    float open = Float.POSITIVE_INFINITY;
    After after = Inputs.filled(open, open, Float.NEGATIVE_INFINITY, open, -100).run(kernels);
    assertEquals(-101, after.c[0]);
    assertEquals(-1, after.h[0]);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void nanGoesThrough(FloatKernels kernels) {
    for (int n = 0; n < 5; n++) {
      float[] x = {1, 1, 1, 1, 1};
      x[n] = Float.NaN;
      assertTrue(
          Float.isNaN(Inputs.filled(x[0], x[1], x[2], x[3], x[4]).run(kernels).h[0]), "" + n);
    }
  }

  @Test
  void theSameBitsWithoutVectors() {
    Inputs cell = Inputs.random(2);
    After vector = cell.run(new VectorKernels());
    After scalar = cell.run(new ScalarKernels());
    assertArrayEquals(bits(scalar.c), bits(vector.c));
    assertArrayEquals(bits(scalar.h), bits(vector.h));
  }

  private static int[] bits(float[] values) {
    return MemorySegment.ofArray(values).toArray(ValueLayout.JAVA_INT_UNALIGNED);
  }
}
