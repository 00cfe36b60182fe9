package anabranch.cpu;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import anabranch.op.Op;
import anabranch.shape.DType;
import anabranch.shape.Layout;
import anabranch.shape.Shape;
import anabranch.spi.BackendProvider.Options;
import anabranch.spi.Buffer;
import anabranch.spi.Stream;
import anabranch.spi.View;
import anabranch.spi.Workers;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** A backend under test, with values put in and read out element by element. */
final class Rig implements AutoCloseable {
  static final Workers ALONE = new Sequential();
  static final Workers FOUR = new Parallel();

  private static final byte UNTOUCHED = 0x55;

  final CpuBackend backend;
  final Stream stream;
  final Random random = new Random(7);

  Rig() {
    this(FOUR);
  }

  Rig(Workers workers) {
    backend = new CpuBackend(new Options(4L << 30, workers), true);
    stream = backend.createStream();
  }

  private static final class Sequential implements Workers {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public void run(int slices, IntConsumer slice) {
      IntStream.range(0, slices).forEach(slice);
    }
  }

  private static final class Parallel implements Workers {
    @Override
    public int size() {
      return 4;
    }

    @Override
    public void run(int slices, IntConsumer slice) {
      IntStream.range(0, slices).parallel().forEach(slice);
    }
  }

  /** A contiguous tensor of any content. */
  View make(DType dtype, long... sizes) {
    return make(dtype, Layout.contiguous(Shape.of(sizes)));
  }

  /** A tensor in a buffer that ends with it; every byte is {@link #UNTOUCHED}. */
  View make(DType dtype, Layout layout) {
    Buffer buffer = stream.allocate(Math.max(layout.high(), 0) * dtype.byteSize());
    MemorySegment bytes = MemorySegment.ofArray(new byte[(int) buffer.bytes()]);
    bytes.fill(UNTOUCHED);
    stream.upload(bytes, buffer);
    return new View(buffer, dtype, layout);
  }

  View reals(DType dtype, double[] values, Layout layout) {
    View view = make(dtype, layout);
    put(view, values);
    return view;
  }

  View reals(DType dtype, double[] values, long... sizes) {
    return reals(dtype, values, Layout.contiguous(Shape.of(sizes)));
  }

  View wholes(DType dtype, long[] values, Layout layout) {
    View view = make(dtype, layout);
    put(view, values);
    return view;
  }

  View wholes(DType dtype, long[] values, long... sizes) {
    return wholes(dtype, values, Layout.contiguous(Shape.of(sizes)));
  }

  /** A layout of {@code shape} with holes, an offset, and the dimensions in any order. */
  Layout scattered(Shape shape) {
    int rank = shape.rank();
    List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    Collections.shuffle(order, random);
    long[] strides = new long[rank];
    long step = 1L + random.nextInt(2);
    for (int d : order) {
      strides[d] = step;
      step *= Math.max(shape.size(d), 1) + random.nextInt(2);
    }
    return Layout.of(shape, strides, random.nextInt(3));
  }

  /** As {@link #scattered}, with a stride of 0 in some dimensions. */
  Layout expanded(Shape shape) {
    Layout layout = scattered(shape);
    long[] strides = layout.strides();
    for (int d = 0; d < strides.length; d++) {
      strides[d] *= random.nextInt(2);
    }
    return Layout.of(shape, strides, layout.offset());
  }

  /** Where the elements lie, in row-major order. */
  static long[] positions(Layout layout) {
    long[] positions = new long[(int) layout.shape().numel()];
    long[] index = new long[layout.shape().rank()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = layout.offset();
      for (int d = 0; d < index.length; d++) {
        positions[i] += index[d] * layout.stride(d);
      }
      for (int d = index.length - 1; d >= 0 && ++index[d] == layout.shape().size(d); d--) {
        index[d] = 0;
      }
    }
    return positions;
  }

  private byte[] bytes(View view) {
    byte[] bytes = new byte[(int) view.buffer().bytes()];
    stream.download(view.buffer(), 0, MemorySegment.ofArray(bytes));
    return bytes;
  }

  void put(View view, double[] values) {
    byte[] bytes = bytes(view);
    MemorySegment heap = heap(bytes);
    long[] at = positions(view.layout());
    for (int i = 0; i < at.length; i++) {
      switch (view.dtype()) {
        case F64 -> heap.setAtIndex(JAVA_DOUBLE, at[i], values[i]);
        case F32 -> heap.setAtIndex(JAVA_FLOAT, at[i], (float) values[i]);
        case F16 -> heap.setAtIndex(JAVA_SHORT, at[i], Float.floatToFloat16((float) values[i]));
        case BF16 -> heap.setAtIndex(JAVA_SHORT, at[i], BFloat16.ofFloat((float) values[i]));
        case I64, I32, U8, BOOL -> throw new IllegalArgumentException("whole");
      }
    }
    stream.upload(heap, view.buffer());
  }

  void put(View view, long[] values) {
    byte[] bytes = bytes(view);
    MemorySegment heap = heap(bytes);
    long[] at = positions(view.layout());
    for (int i = 0; i < at.length; i++) {
      switch (view.dtype()) {
        case I64 -> heap.setAtIndex(JAVA_LONG, at[i], values[i]);
        case I32 -> heap.setAtIndex(JAVA_INT, at[i], (int) values[i]);
        case U8, BOOL -> heap.set(JAVA_BYTE, at[i], (byte) values[i]);
        case F64, F32, F16, BF16 -> throw new IllegalArgumentException("floating");
      }
    }
    stream.upload(heap, view.buffer());
  }

  /** Heap memory that longs may be read from. */
  private static MemorySegment heap(byte[] bytes) {
    MemorySegment heap = MemorySegment.ofArray(new long[(bytes.length + 7) / 8]);
    MemorySegment.copy(MemorySegment.ofArray(bytes), 0, heap, 0, bytes.length);
    return heap.asSlice(0, bytes.length);
  }

  double[] reals(View view) {
    MemorySegment heap = heap(bytes(view));
    return Arrays.stream(positions(view.layout()))
        .mapToDouble(
            at ->
                switch (view.dtype()) {
                  case F64 -> heap.getAtIndex(JAVA_DOUBLE, at);
                  case F32 -> heap.getAtIndex(JAVA_FLOAT, at);
                  case F16 -> Float.float16ToFloat(heap.getAtIndex(JAVA_SHORT, at));
                  case BF16 -> BFloat16.toFloat(heap.getAtIndex(JAVA_SHORT, at));
                  case I64, I32, U8, BOOL -> whole(heap, view.dtype(), at);
                })
        .toArray();
  }

  long[] wholes(View view) {
    MemorySegment heap = heap(bytes(view));
    return Arrays.stream(positions(view.layout()))
        .map(at -> whole(heap, view.dtype(), at))
        .toArray();
  }

  private static long whole(MemorySegment heap, DType dtype, long at) {
    return switch (dtype) {
      case I64 -> heap.getAtIndex(JAVA_LONG, at);
      case I32 -> heap.getAtIndex(JAVA_INT, at);
      case U8, BOOL -> heap.get(JAVA_BYTE, at) & 0xFF;
      case F64, F32, F16, BF16 -> throw new IllegalArgumentException("floating");
    };
  }

  void run(Op op, View out, View... inputs) {
    stream.run(op, List.of(out), List.of(inputs));
  }

  /** Asserts that no byte of the buffer outside the view was written since it was made. */
  void assertNothingElseWritten(View view) {
    byte[] bytes = bytes(view);
    Set<Long> own = new HashSet<>();
    for (long at : positions(view.layout())) {
      own.add(at);
    }
    int size = view.dtype().byteSize();
    for (int i = 0; i < bytes.length; i++) {
      if (!own.contains((long) i / size)) {
        assertEquals(UNTOUCHED, bytes[i], "byte " + i + " outside of " + view.layout());
      }
    }
  }

  /**
   * Asserts equality within {@code ulps} units in the last place of {@code dtype}; NaN equals NaN.
   */
  static void assertClose(DType dtype, double[] expected, double[] actual, double ulps) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      double wanted = Rounding.to(dtype, expected[i]);
      boolean same = wanted == actual[i] || (Double.isNaN(wanted) && Double.isNaN(actual[i]));
      if (!same && !(Math.abs(wanted - actual[i]) <= ulps * ulp(dtype, wanted))) {
        throw new AssertionError(
            "%s element %d: expected %s, got %s".formatted(dtype, i, wanted, actual[i]));
      }
    }
  }

  /** As {@link #assertClose}, with the units of 1 for numbers below it. */
  static void assertNear(DType dtype, double[] expected, double[] actual, double ulps) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      double wanted = Rounding.to(dtype, expected[i]);
      double error = ulps * ulp(dtype, Math.max(Math.abs(wanted), 1));
      boolean finite = Double.isFinite(wanted);
      assertEquals(wanted, actual[i], finite ? error : 0, dtype + " element " + i);
    }
  }

  private static double ulp(DType dtype, double value) {
    double ulp = Math.ulp((float) value);
    return switch (dtype) {
      case F64 -> Math.ulp(value);
      case F32 -> ulp;
      case F16 -> Math.max(ulp * 0x1p13, 0x1p-24);
      case BF16 -> ulp * 0x1p16;
      case I64, I32, U8, BOOL -> throw new IllegalArgumentException("whole");
    };
  }

  @Override
  public void close() {
    backend.close();
  }
}
