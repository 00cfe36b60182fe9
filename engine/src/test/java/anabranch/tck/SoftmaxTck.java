package anabranch.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.shape.DType;
import anabranch.shape.DTypeException;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Softmax, its logarithm, and the normalization of layers. */
public abstract class SoftmaxTck extends OpTck {
  private static double sumOfExp(Host h, long[] index, int dim) {
    double sum = 0;
    long[] at = index.clone();
    double max = greatest(h, index, dim);
    for (at[dim] = 0; at[dim] < h.shape().size(dim); at[dim]++) {
      sum += Math.exp(h.at(at) - max);
    }
    return sum;
  }

  private static double greatest(Host h, long[] index, int dim) {
    double max = -INF;
    long[] at = index.clone();
    for (at[dim] = 0; at[dim] < h.shape().size(dim); at[dim]++) {
      max = Math.max(max, h.at(at));
    }
    return max;
  }

  @ParameterizedTest
  @MethodSource("anabranch.tck.OpTck#floatingTypes")
  void isTheShareOfExponentials(DType type) {
    for (Form form : Form.values()) {
      for (int dim : new int[] {0, 1, 2}) {
        Tensor x = sample(form, type, 5, 9, 33).mul(10);
        Host h = Host.of(x);
        Host log =
            Host.make(
                x.shape(), i -> h.at(i) - greatest(h, i, dim) - Math.log(sumOfExp(h, i, dim)));
        Check.near(type, log.map(Math::exp).in(type), x.softmax(dim), 4 * Check.tolerance(type));
        Check.near(type, log.in(type), x.logSoftmax(dim), 4 * Check.tolerance(type));
      }
    }
  }

  @Test
  void isSafeForLargeNumbers() {
    Tensor x = vector(DType.F32, 1e30, 1e30, -1e30);
    Check.values(x.softmax(0), 0.5, 0.5, 0);
    Check.values(vector(DType.F32, -INF, 0).softmax(0), 0, 1);
    Check.values(vector(DType.F32, NAN, 0).softmax(0), NAN, NAN);
    Check.values(vector(DType.F32, -INF, -INF).softmax(0), NAN, NAN);
    assertEquals(1, sample(DType.F32).softmax(0).item());
    assertEquals(Shape.of(0, 3), Tensors.zeros(0, 3).softmax(1).shape());
    assertEquals(Shape.of(3, 0), Tensors.zeros(3, 0).softmax(1).shape());
    Check.refused(
        DTypeException.class, () -> longs(1).softmax(0), "softmax", "not implemented for I64");
    Check.refused(ShapeException.class, () -> x.softmax(1), "range of [-1, 0], but got 1");
  }

  @ParameterizedTest
  @MethodSource("anabranch.tck.OpTck#floatingTypes")
  void normalizesLayers(DType type) {
    for (Form form : Form.values()) {
      Tensor x = sample(form, type, 4, 3, 26);
      for (int dims : new int[] {1, 2}) {
        long[] sizes = dims == 1 ? new long[] {26} : new long[] {3, 26};
        Tensor weight = sample(form, type, sizes);
        Tensor bias = sample(type, sizes);
        Host h = Host.of(x);
        Host w = Host.of(weight);
        Host b = Host.of(bias);
        Host plain = Host.make(x.shape(), i -> normalized(h, i, dims));
        double tolerance = 16 * Check.tolerance(type);
        Check.near(type, plain.in(type), x.layerNorm(sizes, null, null, 1e-5), tolerance);
        Host affine = Host.zip(Host.zip(plain, w, (p, q) -> p * q), b, Double::sum);
        Check.near(type, affine.in(type), x.layerNorm(sizes, weight, bias, 1e-5), tolerance);
        Host scaled = Host.zip(plain, w, (p, q) -> p * q);
        Check.near(type, scaled.in(type), x.layerNorm(sizes, weight, null, 1e-5), tolerance);
      }
    }
  }

  private static double normalized(Host h, long[] i, int dims) {
    long rows = dims == 1 ? 1 : h.shape().size(1);
    long columns = h.shape().size(2);
    double sum = 0;
    double squares = 0;
    for (long r = 0; r < rows; r++) {
      for (long c = 0; c < columns; c++) {
        double v = h.at(i[0], dims == 1 ? i[1] : r, c);
        sum += v;
        squares += v * v;
      }
    }
    double n = (double) (rows * columns);
    double mean = sum / n;
    return (h.at(i) - mean) / Math.sqrt(squares / n - mean * mean + 1e-5);
  }

  @Test
  void normalizesWhatIsFarFromZero() {
    Tensor x = vector(DType.F32, 10000, 10001, 10002, 10003).unsqueeze(0);
    Check.near(
        DType.F32,
        new Host(Shape.of(1, 4), new double[] {-1.3416354, -0.4472118, 0.4472118, 1.3416354}),
        x.layerNorm(new long[] {4}, null, null, 1e-5),
        1e-5);
  }

  @Test
  void refusesOtherShapes() {
    Tensor x = Tensors.zeros(device(), 4, 5);
    Check.refused(
        ShapeException.class,
        () -> x.layerNorm(new long[] {6}, null, null, 1e-5),
        "Given normalized_shape=[6], expected input with shape [*, 6], but got input of size[4,"
            + " 5]");
    Check.refused(
        ShapeException.class,
        () -> x.layerNorm(new long[] {5}, Tensors.ones(4), null, 1e-5),
        "Expected weight to be of same shape as normalized_shape, but got weight of shape [4]");
  }
}
