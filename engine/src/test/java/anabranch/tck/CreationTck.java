package anabranch.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.Async;
import anabranch.Future;
import anabranch.Generator;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.op.Philox;
import anabranch.shape.DType;
import anabranch.shape.DTypeException;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** New tensors, and reading them. */
public abstract class CreationTck extends OpTck {
  @ParameterizedTest
  @EnumSource(DType.class)
  void fills(DType type) {
    Check.same(type, new Host(Shape.of(2, 3), new double[6]), Tensors.zeros(type, 2, 3));
    Check.same(type, new Host(Shape.SCALAR, new double[] {1}), Tensors.ones(device(), type));
    Tensor seven = Tensors.full(device(), type, 7, 33);
    Check.same(type, Host.make(Shape.of(33), i -> type == DType.BOOL ? 1 : 7), seven);
    Check.same(type, Host.make(Shape.of(33), i -> 0), Tensors.zerosLike(seven));
    Check.same(type, Host.make(Shape.of(33), i -> 1), Tensors.onesLike(seven));
    assertEquals(seven.shape(), Tensors.emptyLike(seven).shape());
    Tensor strided = Tensors.zeros(type, 4, 4);
    strided.slice(1, 0, 4, 2).fill_(1);
    assertEquals(8, strided.to(DType.I64).sum().itemLong());
  }

  @Test
  void numbersDecideTheType() {
    assertEquals(DType.I64, Tensors.full(5, 2).dtype());
    assertEquals(DType.F32, Tensors.full(5.0, 2).dtype());
    assertEquals(DType.I64, Tensors.scalar(device(), 5).dtype());
    assertEquals(DType.BOOL, Tensors.scalar(device(), true).dtype());
    assertEquals(DType.F32, Tensors.arange(0.5).dtype());
    Check.refused(
        DTypeException.class,
        () -> Tensors.full(device(), DType.U8, 256, 1),
        "fill: value 256 cannot be converted to type U8 without overflow");
    Check.refused(
        DTypeException.class,
        () -> Tensors.full(device(), DType.I64, 1e30, 1),
        "cannot be converted to type I64 without overflow");
  }

  @Test
  void ranges() {
    Check.values(Tensors.arange(4), 0, 1, 2, 3);
    Check.values(Tensors.arange(2, 5), 2, 3, 4);
    Check.values(Tensors.arange(device(), 5, 0, -2), 5, 3, 1);
    Check.values(Tensors.arange(device(), 0, 1, 0.25), 0, 0.25, 0.5, 0.75);
    Check.values(Tensors.arange(device(), DType.F16, 0, 5, 2), 0, 2, 4);
    Check.values(Tensors.arange(device(), DType.U8, 250, 255, 2), 250, 252, 254);
    assertEquals(0, Tensors.arange(0).numel());
    long large = (1L << 62) + 1;
    assertEquals(large + 1, Tensors.arange(device(), large, large + 2, 1).get(1).itemLong());
    Tensor many = Tensors.arange(device(), DType.F32, 0, 100_000, 1).mul(0.1);
    assertEquals(9999.9, many.get(99_999).item(), 1e-3);
    Check.refused(
        ShapeException.class, () -> Tensors.arange(device(), 0, 5, 0), "step must be nonzero");
    Check.refused(
        ShapeException.class,
        () -> Tensors.arange(device(), 0, 5, -1),
        "upper bound and larger bound inconsistent with step sign");
    Check.refused(ShapeException.class, () -> Tensors.arange(INF), "unsupported range", "Infinity");
  }

  @Test
  void spaces() {
    Check.values(Tensors.linspace(0, 1, 5), 0, 0.25, 0.5, 0.75, 1);
    Check.values(Tensors.linspace(3, 9, 1), 3);
    assertEquals(0, Tensors.linspace(0, 1, 0).numel());
    Tensor x = Tensors.linspace(device(), DType.F64, 0.1, 0.7, 7);
    assertEquals(0.7, x.get(-1).itemDouble());
    assertEquals(0.1, x.get(0).itemDouble());
    Check.refused(
        ShapeException.class, () -> Tensors.linspace(0, 1, -1), "number of steps must be non-neg");
  }

  @Test
  void identities() {
    Check.values(Tensors.eye(3), 1, 0, 0, 0, 1, 0, 0, 0, 1);
    Check.values(Tensors.eye(device(), DType.I64, 2, 3), 1, 0, 0, 0, 1, 0);
    Check.values(Tensors.eye(device(), DType.BOOL, 3, 2), 1, 0, 0, 1, 0, 0);
    assertEquals(Shape.of(0, 0), Tensors.eye(0).shape());
    Check.refused(ShapeException.class, () -> Tensors.eye(-1), "eye: n must be greater");
  }

  @Test
  void takesAndGivesJavaArrays() {
    float[] floats = {1, 2, 3, 4, 5, 6};
    Tensor x = Tensors.of(device(), floats, 2, 3);
    assertEquals(Shape.of(2, 3), x.shape());
    assertArrayEquals(floats, x.toFloatArray());
    assertArrayEquals(new float[] {1, 4, 2, 5, 3, 6}, x.t().toFloatArray());
    assertArrayEquals(new double[] {2, 3}, x.get(0).slice(0, 1, 3).toDoubleArray());
    assertArrayEquals(new long[] {1, 2, 3, 4, 5, 6}, x.toLongArray());
    assertArrayEquals(new int[] {-1, 7}, Tensors.of(new int[] {-1, 7}).toIntArray());
    assertArrayEquals(new long[] {Long.MIN_VALUE}, longs(Long.MIN_VALUE).toLongArray());
    assertArrayEquals(new byte[] {-56}, Tensors.of(new byte[] {(byte) 200}).toByteArray());
    assertEquals(200, Tensors.of(new byte[] {(byte) 200}).get(0).itemLong());
    boolean[] truth = {true, false, true};
    assertArrayEquals(truth, Tensors.of(truth).toBooleanArray());
    assertEquals(DType.F64, Tensors.of(new double[] {1}).dtype());
    assertEquals(0, Tensors.of(new float[0], 0, 3).toFloatArray().length);
    Check.values(Tensors.of(device(), new float[][] {{1, 2}, {3, 4}}).t(), 1, 3, 2, 4);
    Check.values(Tensors.of(device(), new long[][] {{1}, {3}}), 1, 3);
    Check.refused(
        ShapeException.class, () -> Tensors.of(floats, 4), "shape [4] takes 4 elements, got 6");
    Check.refused(
        ShapeException.class,
        () -> Tensors.of(device(), new float[][] {{1, 2}, {3}}),
        "expected sequence of length 2 at row 1 (got 1)");
  }

  @Test
  void takesAndGivesBytes() {
    ByteBuffer bytes = ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder());
    bytes.putShort((short) 0x3C00).putShort((short) 0xC000).putShort((short) 0).putShort((short) 1);
    bytes.flip();
    MemorySegment segment = MemorySegment.ofBuffer(bytes);
    Tensor x = Tensors.of(device(), DType.F16, Shape.of(2, 2), segment);
    Check.values(x, 1, -2, 0, 0x1p-24);
    byte[] back = new byte[8];
    x.read(MemorySegment.ofArray(back));
    assertArrayEquals(segment.toArray(java.lang.foreign.ValueLayout.JAVA_BYTE), back);
    Check.refused(
        ShapeException.class,
        () -> x.read(MemorySegment.ofArray(new byte[7])),
        "takes 8 bytes, the target has 7");
    Check.refused(
        ShapeException.class,
        () -> Tensors.of(device(), DType.F32, Shape.of(3), segment),
        "takes 12 bytes, got 8");
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void readsOneElement(DType type) {
    Tensor x = vector(type, 0, 1, 1).reshape(3, 1).get(1);
    assertEquals(1, x.item());
    assertEquals(1, x.itemDouble());
    assertEquals(1, x.itemLong());
    assertTrue(x.itemBoolean());
    Check.refused(
        ShapeException.class,
        () -> vector(type, 0, 1).item(),
        "a Tensor with 2 elements cannot be converted to Scalar");
  }

  @Test
  void readsOneElementExactly() {
    assertEquals(Long.MAX_VALUE, longs(Long.MAX_VALUE).itemLong());
    assertEquals(-3, vector(DType.F32, -3.9).itemLong());
    assertEquals(0.1, vector(DType.F64, 0.1).itemDouble());
    assertEquals(0.1f, vector(DType.F64, 0.1).item());
    assertEquals(0.10009765625, vector(DType.BF16, 0.1).itemDouble());
    assertTrue(vector(DType.F32, NAN).itemBoolean());
    assertFalse(vector(DType.F32, -0.0).itemBoolean());
  }

  @Test
  void drawsWhatPhiloxSays() {
    long key = Philox.derive(42, 0);
    int[] words = new int[4];
    float[] expected = new float[10];
    for (int i = 0; i < expected.length; i++) {
      Philox.block(key, i / 4, words);
      expected[i] = Philox.uniform(words[i % 4]);
    }
    assertArrayEquals(expected, Generator.seeded(42).rand(device(), 2, 5).toFloatArray());
    Tensor transposed = Tensors.zeros(device(), 5, 2).t();
    Scope.seeded(42, () -> transposed.uniform_(0, 1));
    assertArrayEquals(expected, transposed.toFloatArray());
  }

  @Test
  void drawsFollowFromTheSeedAlone() {
    Tensor a = Scope.seeded(1, () -> Tensors.randn(100));
    Tensor b = Scope.seeded(1, () -> Tensors.randn(100));
    Tensor c = Scope.seeded(2, () -> Tensors.randn(100));
    assertTrue(a.equal(b));
    assertFalse(a.equal(c));
    List<Tensor> forked =
        Scope.seeded(
            1,
            () -> {
              Future<Tensor> first = Async.fork(() -> Tensors.rand(3));
              Future<Tensor> second = Async.fork(() -> Tensors.rand(3));
              return Async.awaitAll(List.of(first, second));
            });
    List<Tensor> again =
        Scope.seeded(
            1,
            () -> {
              Future<Tensor> first = Async.fork(() -> Tensors.rand(3));
              Tensor one = Async.await(first);
              return List.of(one, Async.await(Async.fork(() -> Tensors.rand(3))));
            });
    assertTrue(forked.get(0).equal(again.get(0)));
    assertTrue(forked.get(1).equal(again.get(1)));
    assertFalse(forked.get(0).equal(forked.get(1)));
  }

  @Test
  void drawsFromTheDistribution() {
    int n = 200_000;
    Generator random = Generator.seeded(7);
    Tensor uniform = random.rand(device(), DType.F64, n);
    assertEquals(0.5, uniform.mean().itemDouble(), 5e-3);
    assertEquals(1.0 / 12, uniform.var().itemDouble(), 2e-3);
    assertTrue(uniform.ge(0).all().itemBoolean() && uniform.lt(1).all().itemBoolean());
    Tensor normal = random.randn(device(), n);
    assertEquals(0, normal.mean().item(), 1e-2);
    assertEquals(1, normal.std().item(), 1e-2);
    assertEquals(0.6827, normal.abs().lt(1).to(DType.F32).mean().item(), 5e-3);
    Tensor whole = random.randint(device(), -3, 4, n);
    assertEquals(-3, whole.min().itemLong());
    assertEquals(3, whole.max().itemLong());
    assertEquals(0, whole.to(DType.F64).mean().itemDouble(), 2e-2);
    assertEquals(0.3, random.bernoulli(device(), 0.3, n).mean().item(), 5e-3);
    assertEquals(0, random.bernoulli(device(), 0, 100).sum().item());
    assertEquals(100, random.bernoulli(device(), 1, 100).sum().item());
    assertTrue(random.randn(device(), DType.F16, 100).dtype() == DType.F16);
  }

  @Test
  void refusesDistributionsThatAreNot() {
    Generator random = Generator.seeded(1);
    Check.refused(
        ShapeException.class,
        () -> random.randint(device(), 5, 5, 2),
        "expects 'from' to be less than 'to'");
    Check.refused(
        ShapeException.class, () -> random.bernoulli(device(), 1.5, 2), "p to be in [0, 1]");
    Check.refused(DTypeException.class, () -> random.rand(device(), DType.I64, 2), "random", "I64");
    Check.refused(
        ShapeException.class,
        () -> random.randint(device(), 0, Long.MAX_VALUE, 2),
        "bounds go from -2^53 to 2^53");
  }

  @Test
  @Tag("large")
  void moreElementsThanAnIntCounts() {
    long n = (1L << 31) + 9;
    try (Tensor x = Tensors.zeros(device(), DType.U8, n)) {
      x.narrow(0, 1L << 31, 9).fill_(3);
      assertEquals(3, x.slice(0, 0, n, 1L << 8).sum().itemLong());
      Check.values(x.slice(0, 0, n, 1L << 30), 0, 0, 3);
      Check.values(x.indexSelect(0, longs(0, n - 1)), 0, 3);
      Check.refused(
          ShapeException.class,
          x::toByteArray,
          "a Java array holds at most 2^31 - 9 elements",
          Long.toString(n));
    }
  }

  @Test
  void shapesBeyondAllMemory() {
    Check.refused(
        ShapeException.class,
        () -> Tensors.zeros(1L << 40, 1L << 40),
        "the number of elements of shape",
        "exceeds 2^63 - 1");
    Check.refused(
        ShapeException.class,
        () -> Tensors.zeros(DType.F64, 1L << 31, 1L << 30),
        "more than 2^63 - 1 bytes");
    Check.refused(ShapeException.class, () -> Tensors.zeros(-1), "must not be negative", "-1");
  }
}
