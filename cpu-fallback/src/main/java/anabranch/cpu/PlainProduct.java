package anabranch.cpu;

import anabranch.op.Op;
import anabranch.shape.Layout;
import anabranch.shape.Shape;
import anabranch.spi.Workers;
import org.jspecify.annotations.Nullable;

/**
 * Matrix products of any types in binary64 or 64-bit whole numbers, tile by tile. Each element's
 * sum runs over K in order, whatever the tiles and threads.
 */
final class PlainProduct {
  private static final int TILE_ROWS = 64;
  private static final int TILE_COLUMNS = 256;
  private static final int TILE_DEPTH = 256;

  private PlainProduct() {}

  /** The inner loops on arrays of {@code A}. */
  private interface Inner<A> {
    /** acc[accAt + j] += a[aAt] * b[bAt + j] for j below {@code count}. */
    void axpy(A acc, int accAt, A a, int aAt, A b, int bAt, int count);

    /** acc[i] = alpha * acc[i] + beta * c[i], i below {@code count}. */
    void scale(A acc, double alpha, A c, double beta, int count);
  }

  private static final class Doubles implements Inner<double[]> {
    @Override
    public void axpy(double[] acc, int accAt, double[] a, int aAt, double[] b, int bAt, int count) {
      double factor = a[aAt];
      for (int j = 0; j < count; j++) {
        acc[accAt + j] += factor * b[bAt + j];
      }
    }

    @Override
    public void scale(double[] acc, double alpha, double[] c, double beta, int count) {
      for (int i = 0; i < count; i++) {
        acc[i] = beta == 0 ? alpha * acc[i] : alpha * acc[i] + beta * c[i];
      }
    }
  }

  private static final class Longs implements Inner<long[]> {
    @Override
    public void axpy(long[] acc, int accAt, long[] a, int aAt, long[] b, int bAt, int count) {
      long factor = a[aAt];
      for (int j = 0; j < count; j++) {
        acc[accAt + j] += factor * b[bAt + j];
      }
    }

    @Override
    public void scale(long[] acc, double alpha, long[] c, double beta, int count) {
      for (int i = 0; i < count; i++) {
        acc[i] = ((long) alpha) * acc[i] + ((long) beta) * c[i];
      }
    }
  }

  /** The product; {@code c} may be null if beta is 0. */
  static void matMul(
      Workers workers, Op.MatMul op, Operand out, Operand a, Operand b, @Nullable Operand c) {
    if (out.dtype().isFloating()) {
      new Product<>(DoubleBlocks.INSTANCE, new Doubles(), op, out, a, b, c).run(workers);
    } else {
      new Product<>(LongBlocks.INSTANCE, new Longs(), op, out, a, b, c).run(workers);
    }
  }

  private static final class Product<A> {
    private final Blocks<A> blocks;
    private final Inner<A> inner;
    private final Op.MatMul op;
    private final Operand out;
    private final Operand a;
    private final Operand b;
    private final @Nullable Operand c;
    private final long rows;
    private final long columns;
    private final long depth;

    Product(
        Blocks<A> blocks,
        Inner<A> inner,
        Op.MatMul op,
        Operand out,
        Operand a,
        Operand b,
        @Nullable Operand c) {
      this.blocks = blocks;
      this.inner = inner;
      this.op = op;
      this.out = out;
      this.a = a;
      this.b = b;
      this.c = c;
      this.rows = out.layout().shape().size(-2);
      this.columns = out.layout().shape().size(-1);
      this.depth = a.layout().shape().size(-1);
    }

    void run(Workers workers) {
      if (out.numel() == 0) {
        return;
      }
      long rowTiles = Math.ceilDiv(rows, TILE_ROWS);
      long columnTiles = Math.ceilDiv(columns, TILE_COLUMNS);
      long batches = out.numel() / rows / columns;
      long cost = Math.min(rows, TILE_ROWS) * Math.min(columns, TILE_COLUMNS) * (depth / 4 + 1);
      Slices.run(
          workers,
          batches * rowTiles * columnTiles,
          cost,
          (start, count) -> {
            for (long i = start; i < start + count; i++) {
              long inBatch = i % (rowTiles * columnTiles);
              tile(i / (rowTiles * columnTiles), inBatch / columnTiles, inBatch % columnTiles);
            }
          });
    }

    private void tile(long batch, long rowTile, long columnTile) {
      long row = rowTile * TILE_ROWS;
      long column = columnTile * TILE_COLUMNS;
      int m = (int) Math.min(TILE_ROWS, rows - row);
      int n = (int) Math.min(TILE_COLUMNS, columns - column);
      A acc = blocks.make(m * n);
      int deepest = (int) Math.min(TILE_DEPTH, depth);
      A left = blocks.make(m * deepest);
      A right = blocks.make(deepest * n);
      for (long k = 0; k < depth; k += TILE_DEPTH) {
        int d = (int) Math.min(TILE_DEPTH, depth - k);
        read(a, batch, row, m, k, d, left);
        read(b, batch, k, d, column, n, right);
        for (int i = 0; i < m; i++) {
          for (int j = 0; j < d; j++) {
            inner.axpy(acc, i * n, left, i * d + j, right, j * n, n);
          }
        }
      }
      A added = blocks.make(op.beta() == 0 || c == null ? 0 : m * n);
      if (op.beta() != 0 && c != null) {
        read(c, batch, row, m, column, n, added);
        inner.scale(acc, op.alpha(), added, op.beta(), m * n);
      } else if (op.alpha() != 1) {
        inner.scale(acc, op.alpha(), acc, 0, m * n);
      }
      Operand target = part(out, batch, row, m, column, n);
      new Cursor(target, Walk.of(target.layout()), 0).write(blocks, acc, m * n);
    }

    private void read(Operand from, long batch, long row, int m, long column, int n, A target) {
      Operand part = part(from, batch, row, m, column, n);
      new Cursor(part, Walk.of(part.layout()), 0).read(blocks, target, m * n);
    }

    private static Operand part(Operand of, long batch, long row, int m, long column, int n) {
      Layout layout = of.layout();
      long at = layout.offset() + row * layout.stride(-2) + column * layout.stride(-1);
      long rest = batch;
      for (int d = layout.shape().rank() - 3; d >= 0; d--) {
        at += rest % layout.shape().size(d) * layout.stride(d);
        rest /= layout.shape().size(d);
      }
      long[] strides = {layout.stride(-2), layout.stride(-1)};
      return of.with(Layout.of(Shape.of(m, n), strides, at));
    }
  }
}
