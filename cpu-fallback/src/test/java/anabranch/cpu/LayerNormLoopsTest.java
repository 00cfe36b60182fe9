package anabranch.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import anabranch.op.Op;
import anabranch.shape.DType;
import anabranch.shape.Shape;
import anabranch.spi.View;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LayerNormLoopsTest {
  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  private View normal(DType dtype, long... sizes) {
    Shape shape = Shape.of(sizes);
    double[] values =
        DoubleStream.generate(() -> 3 + rig.random.nextGaussian()).limit(shape.numel()).toArray();
    return rig.reals(dtype, values, rig.scattered(shape));
  }

  private static double[] reference(double[] x, int size, double[] weight, double[] bias) {
    double[] out = new double[x.length];
    for (int row = 0; row < x.length / size; row++) {
      double[] line = Arrays.copyOfRange(x, row * size, (row + 1) * size);
      double mean = DoubleStream.of(line).average().orElse(0);
      double variance = DoubleStream.of(line).map(v -> (v - mean) * (v - mean)).sum() / size;
      for (int i = 0; i < size; i++) {
        double normalized = (line[i] - mean) / Math.sqrt(variance + 1e-5);
        out[row * size + i] = normalized * weight[i] + bias[i];
      }
    }
    return out;
  }

  @Test
  void rowsAreNormalizedOverTheLastDimensions() {
    for (DType dtype : new DType[] {DType.F64, DType.F32, DType.F16, DType.BF16}) {
      for (long[] sizes : new long[][] {{4, 3, 10}, {2, 1, 3000}, {300, 1, 7}}) {
        for (int dims = 1; dims < 3; dims++) {
          long[] trailing = Arrays.copyOfRange(sizes, 3 - dims, 3);
          View x = normal(dtype, sizes);
          View weight = normal(dtype, trailing);
          View bias = normal(dtype, trailing);
          View out = rig.make(dtype, rig.scattered(Shape.of(sizes)));
          int size = (int) Shape.of(trailing).numel();

          rig.run(new Op.LayerNorm(dims, 1e-5, true), out, x, weight, bias);

          double[] w = rig.reals(weight);
          double[] b = rig.reals(bias);
          check(dtype, reference(rig.reals(x), size, w, b), out);

          rig.run(new Op.LayerNorm(dims, 1e-5, false), out, x);

          Arrays.fill(w, 1);
          Arrays.fill(b, 0);
          check(dtype, reference(rig.reals(x), size, w, b), out);
          double[] apart = rig.reals(out);
          rig.run(new Op.LayerNorm(dims, 1e-5, false), x, x);
          assertArrayEquals(apart, rig.reals(x));
        }
      }
    }
  }

  private void check(DType dtype, double[] expected, View out) {
    if (dtype == DType.F64) {
      assertArrayEquals(expected, rig.reals(out), 1e-11);
    } else {
      Rig.assertClose(dtype, expected, rig.reals(out), 1);
    }
    rig.assertNothingElseWritten(out);
  }
}
