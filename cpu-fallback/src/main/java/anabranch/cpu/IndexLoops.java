package anabranch.cpu;

import anabranch.op.Op;
import anabranch.shape.DType;
import anabranch.shape.Layout;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import anabranch.spi.Workers;
import java.lang.foreign.MemorySegment;

/** Reading and writing at indices. */
final class IndexLoops {
  private IndexLoops() {}

  static void indexSelect(
      Workers workers, Op.IndexSelect op, Operand out, Operand x, Operand index) {
    int dim = op.dim();
    long size = size(x, dim);
    long count = index.numel();
    long step = stride(x, dim);
    long outStep = stride(out, dim);
    Layout slice = hyperplane(x.layout(), dim);
    Layout target = hyperplane(out.layout(), dim);
    int[] order = Order.of(target);
    Walk from = Walk.of(slice, order);
    Walk to = Walk.of(target, order);
    long each = slice.shape().numel();
    Walk indices = Walk.of(index.layout());
    Slices.run(
        workers,
        count,
        each,
        (start, n) -> {
          Cursor at = new Cursor(index, indices, start);
          long[] chosen = new long[1];
          for (long j = start; j < start + n; j++) {
            at.read(LongBlocks.INSTANCE, chosen, 1);
            long i = checked(op, chosen[0], dim, size);
            Cursor source = new Cursor(x, from, 0, i * step);
            Cursor sink = new Cursor(out, to, 0, j * outStep);
            Moves.run(sink, source, each, x.dtype().byteSize());
          }
        });
  }

  static void gather(Workers workers, Op.Gather op, Operand out, Operand x, Operand index) {
    int dim = op.dim();
    long size = size(x, dim);
    long step = stride(x, dim);
    int[] order = Order.of(out.layout());
    Walk to = Walk.of(out.layout(), order);
    Walk from = Walk.of(places(x, index, dim), order);
    Walk indices = Walk.of(index.layout(), order);
    Slices.run(
        workers,
        out.numel(),
        2,
        (start, count) -> {
          Cursor at = new Cursor(index, indices, start);
          Cursor base = new Cursor(x, from, start);
          Cursor target = new Cursor(out, to, start);
          long[] positions = new long[Pointwise.size(count)];
          long[] values = new long[positions.length];
          for (long left = count; left > 0; left -= Blocks.SIZE) {
            int n = Pointwise.size(left);
            at.read(LongBlocks.INSTANCE, values, n);
            base.positions(positions, n);
            for (int i = 0; i < n; i++) {
              long position = positions[i] + checked(op, values[i], dim, size) * step;
              RawBlocks.INSTANCE.load(x.segment(), x.dtype(), position, 1, values, i, 1);
            }
            target.write(RawBlocks.INSTANCE, values, n);
          }
        });
  }

  /**
   * Alone on one thread: of several writes to one place the last in row-major order has to stand.
   */
  static void scatter(Op.Scatter op, Operand out, Operand index, Operand source) {
    int dim = op.dim();
    long size = size(out, dim);
    long step = stride(out, dim);
    Cursor at = new Cursor(index, Walk.of(index.layout()), 0);
    Cursor base = new Cursor(out, Walk.of(places(out, index, dim)), 0);
    Operand part = source.with(resized(source.layout(), index.layout().shape()));
    Cursor values = new Cursor(part, Walk.of(part.layout()), 0);
    long numel = index.numel();
    long[] chosen = new long[Pointwise.size(numel)];
    long[] positions = new long[chosen.length];
    Writer writer = op.add() ? adder(out) : setter(out);
    for (long left = numel; left > 0; left -= Blocks.SIZE) {
      int n = Pointwise.size(left);
      at.read(LongBlocks.INSTANCE, chosen, n);
      base.positions(positions, n);
      for (int i = 0; i < n; i++) {
        positions[i] += checked(op, chosen[i], dim, size) * step;
      }
      writer.write(values, positions, n);
    }
  }

  /** Takes {@code count} values from a cursor to the positions. */
  private interface Writer {
    void write(Cursor values, long[] positions, int count);
  }

  private static Writer setter(Operand out) {
    long[] block = new long[Blocks.SIZE];
    return (values, positions, count) -> {
      values.read(RawBlocks.INSTANCE, block, count);
      for (int i = 0; i < count; i++) {
        RawBlocks.INSTANCE.store(block, i, out.segment(), out.dtype(), positions[i], 1, 1);
      }
    };
  }

  private static Writer adder(Operand out) {
    return switch (out.dtype()) {
      case F64 -> adder(out, DoubleBlocks.INSTANCE, (sum, i, block) -> block[i] += sum[0]);
      case F32, F16, BF16 ->
          adder(out, FloatBlocks.INSTANCE, (sum, i, block) -> block[i] += sum[0]);
      case I64, I32, U8, BOOL ->
          adder(out, LongBlocks.INSTANCE, (sum, i, block) -> block[i] += sum[0]);
    };
  }

  /** block[i] += sum[0]. */
  private interface Add<A> {
    void run(A sum, int i, A block);
  }

  private static <A> Writer adder(Operand out, Blocks<A> blocks, Add<A> add) {
    A block = blocks.make(Blocks.SIZE);
    A old = blocks.make(1);
    MemorySegment segment = out.segment();
    DType dtype = out.dtype();
    return (values, positions, count) -> {
      values.read(blocks, block, count);
      for (int i = 0; i < count; i++) {
        blocks.load(segment, dtype, positions[i], 1, old, 0, 1);
        add.run(old, i, block);
        blocks.store(block, i, segment, dtype, positions[i], 1, 1);
      }
    };
  }

  private static long checked(Op op, long index, int dim, long size) {
    if (index < 0 || index >= size) {
      throw new ShapeException(
          "%s: index %d is out of bounds for dimension %d with size %d"
              .formatted(op.opName(), index, dim, size));
    }
    return index;
  }

  /** Index 0 of the dimension, even where it has size 0: its other dimensions are what counts. */
  private static Layout hyperplane(Layout layout, int dim) {
    return layout.shape().rank() == 0 ? layout : resized(layout, layout.shape().with(dim, 1));
  }

  /** The layout with other sizes. */
  private static Layout resized(Layout layout, Shape shape) {
    return Layout.of(shape, layout.strides(), layout.offset());
  }

  /** Where in {@code x} the elements of {@code index} begin to count: index 0 of {@code dim}. */
  private static Layout places(Operand x, Operand index, int dim) {
    long[] strides = x.layout().strides();
    if (strides.length > 0) {
      strides[dim] = 0;
    }
    return Layout.of(index.layout().shape(), strides, x.layout().offset());
  }

  private static long size(Operand x, int dim) {
    return x.layout().shape().rank() == 0 ? 1 : x.layout().shape().size(dim);
  }

  private static long stride(Operand x, int dim) {
    return x.layout().shape().rank() == 0 ? 1 : x.layout().stride(dim);
  }
}
