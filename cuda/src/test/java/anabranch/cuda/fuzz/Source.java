package anabranch.cuda.fuzz;

import anabranch.Device;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.shape.DType;
import anabranch.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random tensors on one device. Two sources of one seed give the same elements in the same layouts,
 * whatever their devices.
 */
final class Source {
  private static final long[] SIZES = {0, 1, 1, 2, 3, 5, 8, 13, 17, 31, 32, 33, 64, 65, 127, 130};
  private static final long MOST_ELEMENTS = 12_000;
  private static final double[] SPECIAL = {
    0, -0.0, 1, -1, 0.5, 2.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e-40
  };

  private final Random random;
  private final Device device;
  private final boolean special;

  /**
   * @param special whether NaN, infinities and the like are among the floating-point numbers
   */
  Source(long seed, Device device, boolean special) {
    this.random = new Random(seed);
    this.device = device;
    this.special = special;
  }

  Device device() {
    return device;
  }

  int upTo(int bound) {
    return random.nextInt(bound);
  }

  boolean flip() {
    return random.nextBoolean();
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** A size from the list that is at most {@code most}. */
  long size(long most) {
    long size = SIZES[random.nextInt(SIZES.length)];
    return Math.min(size, most);
  }

  /** A shape of {@code least} to {@code most} dimensions. */
  long[] shape(int least, int most) {
    long[] sizes = new long[least + random.nextInt(most - least + 1)];
    long room = MOST_ELEMENTS;
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = size(room);
      room /= Math.max(1, sizes[i]);
    }
    return sizes;
  }

  /** As {@link #shape(int, int)}, without sizes of zero. */
  long[] filled(int least, int most) {
    long[] sizes = shape(least, most);
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.max(1, sizes[i]);
    }
    return sizes;
  }

  /** {@code shape} with some sizes 1 and some leading ones gone: it broadcasts to {@code shape}. */
  long[] narrower(long[] shape) {
    int drop = shape.length > 0 && random.nextInt(4) == 0 ? random.nextInt(shape.length) : 0;
    long[] sizes = new long[shape.length - drop];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = random.nextInt(4) == 0 ? 1 : shape[i + drop];
    }
    return sizes;
  }

  /** A tensor of {@code type} and {@code shape}, mostly in an odd layout. */
  Tensor tensor(DType type, long... shape) {
    if (random.nextInt(5) < 2) {
      return elements(type, shape);
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < shape.length; i++) {
      order.add(random.nextInt(order.size() + 1), i);
    }
    long[] wide = new long[shape.length];
    int[] back = new int[shape.length];
    int[] step = new int[shape.length];
    for (int i = 0; i < shape.length; i++) {
      int d = order.get(i);
      back[d] = i;
      step[i] = 1 + random.nextInt(5) / 4;
      wide[i] = shape[d] * step[i] + random.nextInt(3) / 2;
    }
    Tensor view = elements(type, wide);
    for (int i = 0; i < shape.length; i++) {
      long end = wide[i];
      long start = end - shape[order.get(i)] * step[i];
      view = view.slice(i, start, end, step[i]);
    }
    return view.permute(back);
  }

  /** Whole numbers of I64 from 0 up to {@code bound}. */
  Tensor indices(long bound, long... shape) {
    long[] data = new long[count(shape)];
    for (int i = 0; i < data.length; i++) {
      data[i] = random.nextLong(Math.max(1, bound));
    }
    return Tensors.of(device, data).reshape(Shape.of(shape));
  }

  private Tensor elements(DType type, long... shape) {
    double[] data = new double[count(shape)];
    for (int i = 0; i < data.length; i++) {
      data[i] = type.isFloating() ? real() : whole();
    }
    return Tensors.of(device, data).reshape(Shape.of(shape)).to(type);
  }

  private double real() {
    return special && random.nextInt(12) == 0
        ? SPECIAL[random.nextInt(SPECIAL.length)]
        : random.nextGaussian() * (random.nextInt(10) == 0 ? 20 : 1);
  }

  private double whole() {
    return random.nextInt(6) == 0 ? 0 : random.nextInt(200) - 60;
  }

  private static int count(long[] shape) {
    long count = 1;
    for (long size : shape) {
      count *= size;
    }
    return Math.toIntExact(count);
  }
}
