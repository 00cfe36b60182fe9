package anabranch.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import anabranch.op.Op;
import anabranch.op.Scalar;
import anabranch.shape.DType;
import anabranch.shape.Shape;
import anabranch.spi.View;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatMulLoopsTest {
  private static final DType[] REAL = {DType.F64, DType.F32, DType.F16, DType.BF16};

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  private View random(DType dtype, boolean expanded, long... sizes) {
    Shape shape = Shape.of(sizes);
    int numel = (int) shape.numel();
    View view = rig.make(dtype, expanded ? rig.expanded(shape) : rig.scattered(shape));
    if (dtype.isFloating()) {
      rig.put(view, DoubleStream.generate(rig.random::nextGaussian).limit(numel).toArray());
    } else {
      rig.put(view, LongStream.generate(rig.random::nextLong).limit(numel).toArray());
    }
    return view;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1",
    "1, 5, 3, 2",
    "3, 7, 300, 5",
    "2, 65, 1, 257",
    "1, 130, 64, 40",
    "2, 1, 70, 600",
    "1, 33, 17, 1"
  })
  void productsAreSumsOverK(int batch, int m, int k, int n) {
    for (DType dtype : REAL) {
      for (boolean weights : new boolean[] {false, true}) {
        View a = random(dtype, true, batch, m, k);
        View b = random(dtype, true, batch, k, n);
        View c = random(dtype, true, batch, m, n);
        View out = rig.make(dtype, rig.scattered(Shape.of(batch, m, n)));

        rig.run(new Op.MatMul(2, 0, weights), out, a, b);
        assertProduct(dtype, out, 2, 0, a, b, c);
        rig.run(new Op.MatMul(-1, 0.5, weights), out, a, b, c);
        assertProduct(dtype, out, -1, 0.5, a, b, c);
        rig.assertNothingElseWritten(out);
      }
    }
  }

  private void assertProduct(
      DType dtype, View out, double alpha, double beta, View a, View b, View c) {
    int m = (int) out.layout().shape().size(1);
    int n = (int) out.layout().shape().size(2);
    int k = (int) a.layout().shape().size(2);
    double[] x = rig.reals(a);
    double[] y = rig.reals(b);
    double[] z = rig.reals(c);
    double[] actual = rig.reals(out);
    for (int i = 0; i < actual.length; i++) {
      int batch = i / (m * n);
      int row = i / n % m;
      double sum = 0;
      double size = 0;
      for (int j = 0; j < k; j++) {
        double term = x[(batch * m + row) * k + j] * y[(batch * k + j) * n + i % n];
        sum += term;
        size += Math.abs(term);
      }
      double expected = alpha * sum + (beta == 0 ? 0 : beta * z[i]);
      double precision = dtype == DType.F64 ? 1e-14 : dtype == DType.F32 ? 1e-6 : 0;
      double rounding = dtype == DType.F16 ? 0x1p-11 : dtype == DType.BF16 ? 0x1p-8 : 0x1p-22;
      double error =
          (precision + 1e-6) * (Math.abs(alpha) * size + 1) + rounding * Math.abs(expected);
      if (!(Math.abs(expected - actual[i]) <= error)) {
        throw new AssertionError(
            "%s element %d: expected %s, got %s".formatted(dtype, i, expected, actual[i]));
      }
    }
  }

  @Test
  void wholeProductsWrap() {
    for (DType dtype : new DType[] {DType.I64, DType.I32, DType.U8}) {
      View a = random(dtype, false, 5, 7);
      View b = random(dtype, false, 7, 3);
      View out = rig.make(dtype, 5, 3);
      rig.run(new Op.MatMul(1, 0, false), out, a, b);
      long[] x = rig.wholes(a);
      long[] y = rig.wholes(b);
      long[] expected = new long[15];
      for (int i = 0; i < 15; i++) {
        for (int j = 0; j < 7; j++) {
          expected[i] += x[i / 3 * 7 + j] * y[j * 3 + i % 3];
        }
        expected[i] = Rounding.whole(dtype, Scalar.of(expected[i]));
      }
      assertArrayEquals(expected, rig.wholes(out));
    }
  }

  @Test
  void anEmptyDepthGivesTheAddend() {
    for (DType dtype : REAL) {
      View a = rig.make(dtype, 2, 0);
      View b = rig.make(dtype, 0, 3);
      View c = rig.reals(dtype, new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
      View out = rig.make(dtype, 2, 3);
      rig.run(new Op.MatMul(1, 0, false), out, a, b);
      assertArrayEquals(new double[6], rig.reals(out));
      rig.run(new Op.MatMul(1, 2, false), out, a, b, c);
      assertArrayEquals(new double[] {2, 4, 6, 8, 10, 12}, rig.reals(out));
      rig.run(
          new Op.MatMul(1, 0, true),
          rig.make(dtype, 0, 3),
          rig.make(dtype, 0, 5),
          random(dtype, false, 5, 3));
    }
  }

  @Test
  void theAddendMayBeTheOutputAndIsNotReadWithoutBeta() {
    View a = rig.reals(DType.F32, new double[] {1, 2}, 1, 2);
    View b = rig.reals(DType.F32, new double[] {3, 4}, 2, 1);
    View out = rig.reals(DType.F32, new double[] {Double.NaN}, 1, 1);
    rig.run(new Op.MatMul(1, 0, false), out, a, b);
    assertArrayEquals(new double[] {11}, rig.reals(out));
    rig.run(new Op.MatMul(1, 1, false), out, a, b, out);
    assertArrayEquals(new double[] {22}, rig.reals(out));
  }

  @Test
  void writtenWeightsArePackedAgain() {
    View a = rig.reals(DType.F32, new double[] {1, 2}, 1, 2);
    View b = rig.reals(DType.F32, new double[] {3, 4}, 2, 1);
    View out = rig.make(DType.F32, 1, 1);
    Op.MatMul product = new Op.MatMul(1, 0, true);
    rig.run(product, out, a, b);
    rig.run(Op.Unary.NEG, b, b);
    rig.run(product, out, a, b);
    assertArrayEquals(new double[] {-11}, rig.reals(out));
  }
}
