package anabranch.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.shape.DType;
import anabranch.shape.DTypeException;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Products of matrices, vectors and batches. */
public abstract class MatMulTck extends OpTck {
  /** About what the products of two samples are. */
  private static final double SUMMANDS = 4;

  private static long[] sizes(String text) {
    return text.isBlank()
        ? new long[0]
        : Arrays.stream(text.split("x", -1)).mapToLong(Long::parseLong).toArray();
  }

  /** The product of operands of at least two dimensions. */
  private static Host product(Host a, Host b) {
    int rank = Math.max(a.shape().rank(), b.shape().rank());
    Shape batch = Shape.broadcast(leading(a.shape()), leading(b.shape()));
    long[] sizes = Arrays.copyOf(batch.sizes(), batch.rank() + 2);
    sizes[batch.rank()] = a.shape().size(-2);
    sizes[batch.rank() + 1] = b.shape().size(-1);
    long inner = a.shape().size(-1);
    return Host.make(
        Shape.of(sizes),
        i -> {
          double sum = 0;
          long[] left = i.clone();
          long[] right = i.clone();
          for (long k = 0; k < inner; k++) {
            left[rank - 1] = k;
            right[rank - 2] = k;
            sum += a.at(left) * b.at(right);
          }
          return sum;
        });
  }

  private static Shape leading(Shape shape) {
    return Shape.of(Arrays.copyOf(shape.sizes(), shape.rank() - 2));
  }

  private static Host matrix(Host x, boolean left) {
    if (x.shape().rank() > 1) {
      return x;
    }
    long n = x.shape().numel();
    return new Host(left ? Shape.of(1, n) : Shape.of(n, 1), x.values());
  }

  @ParameterizedTest
  @CsvSource({
    "17x33, 33x65, 17x65",
    "1x1, 1x1, 1x1",
    "7, 7, ''",
    "5x7, 7, 5",
    "7, 7x4, 4",
    "2x1x5x7, 3x7x4, 2x3x5x4",
    "3x5x7, 7x4, 3x5x4",
    "2x3x5x7, 7, 2x3x5",
    "7, 3x7x4, 3x4",
    "5x7, 3x7x4, 3x5x4",
    "3x5x7, 3x7, ''",
    "64x64, 64x64, 64x64",
    "130x70, 70x150, 130x150",
    "1x300, 300x5, 1x5",
    "0x4, 4x3, 0x3",
    "4x0, 0x3, 4x3",
    "2x0x4, 4x3, 2x0x3",
    "0x3x4, 4x5, 0x3x5",
    "2x3x0, 2x0x4, 2x3x4",
    "0, 0, ''"
  })
  void multiplies(String a, String b, String out) {
    for (Form form : Form.values()) {
      for (Form other : new Form[] {Form.DENSE, Form.TRANSPOSED}) {
        Tensor x = form.of(sample(DType.F32, sizes(a)));
        Tensor y = other.of(sample(DType.F32, sizes(b)));
        if (a.equals("3x5x7") && b.equals("3x7")) {
          Check.refused(ShapeException.class, () -> x.matmul(y), "matmul", "cannot be multiplied");
          continue;
        }
        Host expected = product(matrix(Host.of(x), true), matrix(Host.of(y), false));
        Host shaped = new Host(Shape.of(sizes(out)), expected.values());
        Tensor got = x.matmul(y);
        assertEquals(DType.F32, got.dtype());
        Check.nearRelativeToLargest(shaped, got, 1e-6, SUMMANDS);
      }
    }
  }

  static Stream<Arguments> types() {
    return Stream.of(
        arguments(DType.F64, 1e-14),
        arguments(DType.F32, 1e-6),
        arguments(DType.F16, 1e-3),
        arguments(DType.BF16, 8e-3),
        arguments(DType.I64, 0),
        arguments(DType.I32, 0));
  }

  @ParameterizedTest
  @MethodSource("types")
  void multipliesEveryType(DType type, double tolerance) {
    for (Form form : Form.values()) {
      Tensor x = sample(form, type, 2, 21, 37);
      Tensor y = sample(form, type, 37, 18);
      Tensor z = sample(form, type, 2, 37, 18);
      Check.nearRelativeToLargest(
          product(Host.of(x), Host.of(y)).in(type), x.matmul(y), tolerance, SUMMANDS);
      Check.nearRelativeToLargest(
          product(Host.of(x), Host.of(z)).in(type), x.bmm(z), tolerance, SUMMANDS);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"F64", "F32", "F16", "BF16"})
  void linear(DType type) {
    for (Form form : Form.values()) {
      Tensor x = sample(form, type, 2, 3, 14);
      Tensor weight = sample(form, type, 35, 14);
      Tensor bias = sample(type, 35);
      Host plain = product(Host.of(x), Host.of(weight.t()));
      Host with = Host.zip(plain, Host.of(bias), Double::sum);
      double tolerance = 4 * Check.tolerance(type);
      Check.nearRelativeToLargest(plain.in(type), x.linear(weight, null), tolerance, SUMMANDS);
      Check.nearRelativeToLargest(with.in(type), x.linear(weight, bias), tolerance, SUMMANDS);
      Check.nearRelativeToLargest(with.in(type), x.linear(weight, bias), tolerance, SUMMANDS);
      assertEquals(Shape.of(35), x.get(0).get(0).linear(weight, bias).shape());
    }
  }

  @Test
  void aWeightThatWasWrittenIsReadAnew() {
    Tensor x = Tensors.ones(device(), 2, 16);
    Tensor weight = Tensors.ones(device(), 16, 16);
    assertEquals(16, x.linear(weight, null).max().item());
    weight.get(0).fill_(2);
    assertEquals(32, x.linear(weight, null).max().item());
    weight.t().zero_();
    assertEquals(0, x.linear(weight, null).max().item());
  }

  @Test
  void addsProducts() {
    Tensor a = sample(DType.F64, 4, 6);
    Tensor b = sample(DType.F64, 6, 5);
    Tensor c = sample(DType.F64, 5);
    Host ab = product(Host.of(a), Host.of(b));
    Check.near(DType.F64, Host.zip(ab, Host.of(c), Double::sum), c.addmm(a, b));
    Check.near(
        DType.F64, Host.zip(ab, Host.of(c), (p, q) -> 0.5 * q - 2 * p), c.addmm(a, b, 0.5, -2));
    Tensor nan = Tensors.full(device(), DType.F64, NAN, 4, 5);
    Check.near(DType.F64, ab.map(v -> 3 * v), nan.addmm(a, b, 0, 3));
    Check.values(Tensors.ones(2).addmm(Tensors.zeros(1, 0), Tensors.zeros(0, 2), 3, 1), 3, 3);
    Check.values(longs(1).addmm(longs(2).view(1, 1), longs(3).view(1, 1), 2, 5), 32);
    Check.refused(
        DTypeException.class,
        () -> longs(1).addmm(longs(2).view(1, 1), longs(3).view(1, 1), 0.5, 1),
        "addmm",
        "alpha and beta must be whole numbers, got 0.5");
    Check.refused(
        ShapeException.class, () -> Tensors.zeros(3).addmm(a, b), "must match the existing size");
  }

  @Test
  void nanAndInfinitySpread() {
    Tensor a = tensor(DType.F32, new double[] {NAN, 1, 0, 2}, 2, 2);
    Tensor b = tensor(DType.F32, new double[] {0, 1, INF, 1}, 2, 2);
    Check.values(a.matmul(b), NAN, NAN, INF, 2);
    Check.values(vector(DType.F32, 0).dot(vector(DType.F32, INF)), NAN);
  }

  @Test
  void refusesOtherShapesAndTypes() {
    Check.refused(
        ShapeException.class,
        () -> Tensors.zeros(2, 3).mm(Tensors.zeros(4, 5)),
        "mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)");
    Check.refused(
        ShapeException.class,
        () -> Tensors.zeros(2, 3, 4).bmm(Tensors.zeros(2, 3, 4)),
        "Expected size for first two dimensions of batch2 tensor to be: [2, 4] but got: [2, 3]");
    Check.refused(
        ShapeException.class,
        () -> Tensors.zeros(2, 3, 4).matmul(Tensors.zeros(3, 4, 5)),
        "matmul: The size of tensor a (2) must match the size of tensor b (3)");
    Check.refused(
        ShapeException.class,
        () -> Tensors.scalar(1.0).matmul(Tensors.zeros(2)),
        "both arguments to matmul need to be at least 1D, but they are 0D and 1D");
    Check.refused(
        ShapeException.class,
        () -> Tensors.zeros(2).dot(Tensors.zeros(3)),
        "dot: inconsistent tensor size, expected tensor [2] and src [3]");
    Check.refused(
        ShapeException.class, () -> Tensors.zeros(2).mm(Tensors.zeros(2, 2)), "mm", "[2]");
    Check.refused(
        ShapeException.class, () -> Tensors.zeros(2, 2).mv(Tensors.zeros(2, 2)), "mv", "[2, 2]");
    Check.refused(
        ShapeException.class,
        () -> Tensors.zeros(2, 3).linear(Tensors.zeros(4, 2), null),
        "linear",
        "[2, 3] and [4, 2]");
    Check.refused(
        ShapeException.class,
        () -> Tensors.zeros(2, 3).linear(Tensors.zeros(4, 3), Tensors.zeros(3)),
        "linear: expected a bias of shape [4]",
        "got [3]");
    Check.refused(
        DTypeException.class,
        () -> Tensors.zeros(2, 2).mm(Tensors.zeros(DType.F64, 2, 2)),
        "matmul: expected inputs of one type, but found F32 and F64");
    Check.refused(
        DTypeException.class,
        () -> sample(DType.BOOL, 2, 2).mm(sample(DType.BOOL, 2, 2)),
        "matmul",
        "not implemented for BOOL");
  }
}
