package anabranch.cpu;

import anabranch.op.Op;
import anabranch.shape.Layout;
import anabranch.shape.Shape;
import anabranch.spi.Workers;
import java.util.List;
import java.util.stream.IntStream;

/** Normalization over the last dimensions, in binary64. */
final class LayerNormLoops {
  private static final DoubleBlocks BLOCKS = DoubleBlocks.INSTANCE;

  private LayerNormLoops() {}

  static void layerNorm(Workers workers, Op.LayerNorm op, Operand out, List<Operand> in) {
    Operand x = in.getFirst();
    int rank = x.layout().shape().rank();
    int leading = rank - op.dims();
    Operand rows = part(x, 0, leading);
    Operand targets = part(out, 0, leading);
    Walk from = Walk.of(rows.layout());
    Walk to = Walk.of(targets.layout());
    Operand row = part(x, leading, rank);
    Norm norm =
        new Norm(op, row, Walk.of(flat(row)), out, Walk.of(flat(part(out, leading, rank))), in);
    Slices.run(
        workers,
        rows.numel(),
        4 * row.numel(),
        (start, count) -> {
          Cursor source = new Cursor(rows, from, start);
          Cursor target = new Cursor(targets, to, start);
          double[] block = new double[Pointwise.size(row.numel())];
          double[] scratch = new double[block.length];
          for (long i = 0; i < count; i++) {
            norm.row(source.position(), target.position(), block, scratch);
            source.advance(1);
            target.advance(1);
          }
        });
  }

  /** The operand with the dimensions from {@code first} to before {@code last}. */
  private static Operand part(Operand of, int first, int last) {
    Layout layout = of.layout();
    long[] sizes = IntStream.range(first, last).mapToLong(layout.shape()::size).toArray();
    long[] strides = IntStream.range(first, last).mapToLong(layout::stride).toArray();
    return of.with(Layout.of(Shape.of(sizes), strides, layout.offset()));
  }

  /** From offset 0. */
  private static Layout flat(Operand of) {
    return Layout.of(of.layout().shape(), of.layout().strides(), 0);
  }

  private record Norm(
      Op.LayerNorm op, Operand row, Walk from, Operand out, Walk to, List<Operand> in) {
    void row(long source, long target, double[] block, double[] scratch) {
      long length = row.numel();
      boolean kept = length <= block.length;
      double sum = 0;
      Cursor first = new Cursor(row, from, 0, source);
      for (long i = 0; i < length; i += block.length) {
        sum += DoubleFold.sum(block, read(first, i, block));
      }
      double mean = sum / length;
      double squares = 0;
      Cursor second = new Cursor(row, from, 0, source);
      for (long i = 0; i < length; i += block.length) {
        int n = kept ? (int) length : read(second, i, block);
        for (int j = 0; j < n; j++) {
          scratch[j] = (block[j] - mean) * (block[j] - mean);
        }
        squares += DoubleFold.sum(scratch, n);
      }
      write(source, target, mean, 1 / Math.sqrt(squares / length + op.epsilon()), block, scratch);
    }

    private int read(Cursor cursor, long done, double[] block) {
      int n = (int) Math.min(block.length, row.numel() - done);
      cursor.read(BLOCKS, block, n);
      return n;
    }

    private void write(
        long source, long target, double mean, double scale, double[] block, double[] scratch) {
      long length = row.numel();
      boolean kept = length <= block.length;
      Cursor again = new Cursor(row, from, 0, source);
      Cursor writer = new Cursor(out, to, 0, target);
      for (long i = 0; i < length; i += block.length) {
        int n = kept ? (int) length : read(again, i, block);
        for (int j = 0; j < n; j++) {
          block[j] = (block[j] - mean) * scale;
        }
        if (op.affine()) {
          load(in.get(1), i, scratch, n);
          for (int j = 0; j < n; j++) {
            block[j] *= scratch[j];
          }
          load(in.get(2), i, scratch, n);
          for (int j = 0; j < n; j++) {
            block[j] += scratch[j];
          }
        }
        writer.write(BLOCKS, block, n);
      }
    }

    private static void load(Operand of, long start, double[] target, int count) {
      new Cursor(of, Walk.of(of.layout()), start).read(BLOCKS, target, count);
    }
  }
}
