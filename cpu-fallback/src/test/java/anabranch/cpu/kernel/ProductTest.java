package anabranch.cpu.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ProductTest {
  private final Random random = new Random(7);

  static Stream<Compute> computes() {
    return Stream.of(
        Fixtures.vector(Fixtures.workers(1)),
        Fixtures.vector(Fixtures.workers(3)),
        Fixtures.scalar());
  }

  private static void assertProduct(Product product, Strided out) {
    Strided c = product.c();
    for (int i = 0; i < product.rows(); i++) {
      for (int j = 0; j < product.columns(); j++) {
        double sum = 0;
        double size = 1;
        for (int k = 0; k < product.depth(); k++) {
          double term = (double) product.a().get(i, k) * product.b().get(k, j);
          sum += term;
          size += Math.abs(term);
        }
        double expected = product.alpha() * sum;
        if (c != null && product.beta() != 0) {
          expected += (double) product.beta() * c.get(i, j);
        }
        assertEquals(expected, out.get(i, j), 1e-6 * size, product + " at " + i + ", " + j);
      }
    }
  }

  private void check(Compute compute, int m, int n, int k) {
    Strided out = Fixtures.zeros(m, n);
    Strided a = Fixtures.matrix(random, m, k);
    Strided b = Fixtures.matrix(random, k, n);
    Product product = Product.of(m, n, k, a, b, out);
    product.run(compute);
    assertProduct(product, out);
    try (PackedPanels packed = PackedPanels.of(compute, b, k, n)) {
      Strided again = Fixtures.zeros(m, n);
      Product.of(m, n, k, a, b, again).run(compute, packed);
      assertArrayEquals(Fixtures.bits(out), Fixtures.bits(again));
    }
  }

  @ParameterizedTest
  @MethodSource("computes")
  void everyNumberOfRowsUpTo130(Compute compute) {
    for (int m = 1; m <= 130; m++) {
      check(compute, m, 33, 9);
    }
  }

  @ParameterizedTest
  @MethodSource("computes")
  void everyNumberOfColumnsUpTo130(Compute compute) {
    for (int n = 1; n <= 130; n++) {
      check(compute, 15, n, 7);
    }
  }

  @ParameterizedTest
  @MethodSource("computes")
  void everyDepthUpTo130(Compute compute) {
    for (int k = 1; k <= 130; k++) {
      check(compute, 14, 34, k);
    }
  }

  @ParameterizedTest
  @MethodSource("computes")
  void depthBeyondOneBlockAndRowsBeyondOneBlock(Compute compute) {
    check(compute, 3, 5, 4500);
    check(compute, 2100, 3, 5);
    check(compute, 2100, 35, 3);
    check(compute, 300, 40, 3000);
  }

  @ParameterizedTest
  @MethodSource("computes")
  void vectors(Compute compute) {
    check(compute, 1, 200, 50);
    check(compute, 200, 1, 50);
    check(compute, 1, 1, 1000);
    check(compute, 40, 40, 1);
  }

  @ParameterizedTest
  @MethodSource("computes")
  void emptySizes(Compute compute) {
    check(compute, 0, 5, 5);
    check(compute, 5, 0, 5);
    check(compute, 5, 5, 0);
    check(compute, 0, 0, 0);
  }

  @ParameterizedTest
  @MethodSource("computes")
  void anyStridesOnEveryOperand(Compute compute) {
    int m = 29;
    int n = 37;
    int k = 41;
    Strided[] left = {
      Fixtures.matrix(random, m, k),
      Fixtures.matrix(random, k, m).transposed(),
      Fixtures.filled(random, Element.F32, 1, m, k, 3L * k, 3, 0),
      Fixtures.filled(random, Element.F32, 1, m, k, 0, 1, 0)
    };
    Strided[] right = {
      Fixtures.matrix(random, k, n),
      Fixtures.matrix(random, n, k).transposed(),
      Fixtures.filled(random, Element.F32, 1, k, n, 2L * n, 2, 0),
      Fixtures.filled(random, Element.F32, 1, k, n, 0, 1, 0)
    };
    for (Strided a : left) {
      for (Strided b : right) {
        Strided out = Fixtures.filled(null, Element.F32, 1, m, n, 1, m, 0);
        Product product = Product.of(m, n, k, a, b, out);
        product.run(compute);
        assertProduct(product, out);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("computes")
  void negativeStrides(Compute compute) {
    Strided forward = Fixtures.filled(random, Element.F32, 1, 20, 30, 30, 1, 0);
    Strided backward =
        Strided.matrix(Element.F32, forward.segment(), forward.offset() + 19 * 30 + 29, -30, -1);
    Strided out = Fixtures.zeros(20, 17);
    Product product = Product.of(20, 17, 30, backward, Fixtures.matrix(random, 30, 17), out);
    product.run(compute);
    assertProduct(product, out);
  }

  @ParameterizedTest
  @MethodSource("computes")
  void factorsAndAnAddend(Compute compute) {
    int m = 18;
    int n = 45;
    int k = 21;
    Strided a = Fixtures.matrix(random, m, k);
    Strided b = Fixtures.matrix(random, k, n);
    Strided c = Fixtures.matrix(random, m, n);
    Strided bias = Fixtures.filled(random, Element.F32, 1, m, n, 0, 1, 0);
    float[][] factors = {{1, 1}, {2, 1}, {0.5f, -3}, {0, 1}, {1, 0}, {3, 0}};
    for (float[] f : factors) {
      for (Strided addend : new Strided[] {c, bias}) {
        Strided out = Fixtures.zeros(m, n);
        Product product = new Product(m, n, k, f[0], a, b, f[1], addend, out);
        product.run(compute);
        assertProduct(product, out);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("computes")
  void anEmptyDepthLeavesTheAddend(Compute compute) {
    Strided c = Fixtures.matrix(random, 6, 40);
    Strided out = Fixtures.zeros(6, 40);
    Strided none = Fixtures.zeros(0, 0);
    new Product(6, 40, 0, 1, none, none, 1, c, out).run(compute);
    assertArrayEquals(Fixtures.values(c, 6, 40), Fixtures.values(out, 6, 40));
  }

  @ParameterizedTest
  @MethodSource("computes")
  void aZeroFactorDoesNotReadTheAddend(Compute compute) {
    Strided c = Fixtures.zeros(4, 4);
    c.set(1, 1, Float.NaN);
    Strided a = Fixtures.matrix(random, 4, 4);
    Strided out = Fixtures.zeros(4, 4);
    Product product = new Product(4, 4, 4, 1, a, a, 0, c, out);
    product.run(compute);
    assertProduct(product, out);
  }

  @ParameterizedTest
  @MethodSource("computes")
  void halfPrecisionIsReadExactlyAndRoundedOnce(Compute compute) {
    for (Element element : Element.values()) {
      Strided a = Fixtures.filled(random, element, 1, 9, 50, 50, 1, 0);
      Strided b = Fixtures.filled(random, element, 1, 50, 35, 35, 1, 0);
      Strided exact = Fixtures.zeros(9, 35);
      Strided out = Fixtures.filled(null, element, 1, 9, 35, 35, 1, 0);
      Product.of(9, 35, 50, a, b, exact).run(compute);
      Product.of(9, 35, 50, a, b, out).run(compute);
      Strided rounded = Fixtures.filled(null, element, 1, 1, 1, 1, 1, 0);
      for (int i = 0; i < 9; i++) {
        for (int j = 0; j < 35; j++) {
          rounded.set(0, 0, exact.get(i, j));
          assertEquals(rounded.get(0, 0), out.get(i, j));
        }
      }
    }
  }

  @Test
  void theSameBitsForEveryNumberOfThreadsAndWithoutVectors() {
    int m = 203;
    int n = 150;
    int k = 300;
    Strided a = Fixtures.matrix(random, m, k);
    Strided b = Fixtures.matrix(random, k, n);
    Strided reference = Fixtures.zeros(m, n);
    Product.of(m, n, k, a, b, reference).run(Fixtures.scalar());
    for (int size : new int[] {1, 2, 3, 8}) {
      Strided out = Fixtures.zeros(m, n);
      Product.of(m, n, k, a, b, out).run(Fixtures.vector(Fixtures.threads(size)));
      assertArrayEquals(Fixtures.bits(reference), Fixtures.bits(out), size + " threads");
    }
  }

  @Test
  void aRowDoesNotDependOnTheRowsBesideIt() {
    Compute compute = Fixtures.vector(Fixtures.workers(1));
    Strided a = Fixtures.matrix(random, 60, 70);
    Strided b = Fixtures.matrix(random, 70, 90);
    Strided all = Fixtures.zeros(60, 90);
    Product.of(60, 90, 70, a, b, all).run(compute);
    for (int i = 0; i < 60; i++) {
      Strided one = Fixtures.zeros(1, 90);
      Product.of(1, 90, 70, a.from(i, 0), b, one).run(compute);
      assertArrayEquals(
          Fixtures.values(all.from(i, 0), 1, 90), Fixtures.values(one, 1, 90), "row " + i);
    }
  }

  @Test
  void packedPanelsOfAnotherSizeAreRefused() {
    Compute compute = Fixtures.scalar();
    Strided b = Fixtures.matrix(random, 4, 5);
    try (PackedPanels packed = PackedPanels.of(compute, b, 4, 5)) {
      Product other = Product.of(2, 6, 4, b, b, b);
      assertEquals(
          "packed [4, 5], need [4, 6]",
          assertThrows(IllegalArgumentException.class, () -> other.run(compute, packed))
              .getMessage());
    }
  }
}
