package anabranch;

import anabranch.op.Op;
import anabranch.op.Op.Distribution;
import anabranch.op.Spec;
import anabranch.run.Context;
import anabranch.run.Dispatcher;
import anabranch.run.RandomKey;
import anabranch.shape.DType;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;

/**
 * A source of random numbers. What it draws depends on its seed and on how often it was asked, not
 * on the device, the number of threads or timing.
 */
public final class Generator {
  private static final long EXACT = 1L << 53;

  private final RandomKey key;

  private Generator(RandomKey key) {
    this.key = key;
  }

  /** A source that starts from {@code seed}. */
  public static Generator seeded(long seed) {
    return new Generator(new RandomKey(seed));
  }

  /** The source of the running code: {@link Scope#seeded} sets it, and each fork has its own. */
  public static Generator current() {
    return new Generator(Context.current().random());
  }

  /** Uniform real numbers in [0, 1). */
  public Tensor rand(Device device, DType type, long... sizes) {
    return draw(device, type, sizes, Distribution.UNIFORM, 0, 1);
  }

  /** As {@link #rand(Device, DType, long...)} of type F32. */
  public Tensor rand(Device device, long... sizes) {
    return rand(device, DType.F32, sizes);
  }

  /** Normal real numbers with mean 0 and deviation 1. */
  public Tensor randn(Device device, DType type, long... sizes) {
    return draw(device, type, sizes, Distribution.NORMAL, 0, 1);
  }

  /** As {@link #randn(Device, DType, long...)} of type F32. */
  public Tensor randn(Device device, long... sizes) {
    return randn(device, DType.F32, sizes);
  }

  /**
   * Whole numbers, uniform in [low, high), of type I64.
   *
   * @throws anabranch.shape.ShapeException if {@code low} is not less than {@code high}, or one is
   *     beyond 2^53
   */
  public Tensor randint(Device device, long low, long high, long... sizes) {
    return draw(device, DType.I64, sizes, Distribution.INTEGERS, exact(low), exact(high));
  }

  private static double exact(long bound) {
    if (Math.abs(bound) > EXACT) {
      throw new ShapeException("randint: bounds go from -2^53 to 2^53, got " + bound);
    }
    return (double) bound;
  }

  /**
   * 1 with probability {@code p}, else 0, of type F32.
   *
   * @throws anabranch.shape.ShapeException if {@code p} is not in [0, 1]
   */
  public Tensor bernoulli(Device device, double p, long... sizes) {
    return draw(device, DType.F32, sizes, Distribution.BERNOULLI, p, 0);
  }

  private Tensor draw(
      Device device, DType type, long[] sizes, Distribution distribution, double a, double b) {
    return new Tensor(
        Dispatcher.create(op(distribution, a, b), device.open(), new Spec(type, Shape.of(sizes))));
  }

  Tensor uniform(Tensor target, double low, double high) {
    return Writing.random(target, op(Distribution.UNIFORM, low, high));
  }

  Tensor normal(Tensor target, double mean, double deviation) {
    return Writing.random(target, op(Distribution.NORMAL, mean, deviation));
  }

  private Op.Random op(Distribution distribution, double a, double b) {
    return new Op.Random(distribution, key.nextDraw(), a, b);
  }
}
