package anabranch.cpu;

import anabranch.shape.Layout;
import anabranch.shape.Shape;
import anabranch.spi.Workers;
import org.jspecify.annotations.Nullable;

/**
 * A copy whose output runs along one dimension and whose input runs along another, made tile by
 * tile, so that both are read and written in whole cache lines.
 */
final class Transposition {
  private static final int TILE = 32;

  private final Operand out;
  private final Operand in;
  private final int outDim;
  private final int inDim;
  private final long outTiles;
  private final long inTiles;

  private Transposition(Operand out, Operand in, int outDim, int inDim) {
    this.out = out;
    this.in = in;
    this.outDim = outDim;
    this.inDim = inDim;
    this.outTiles = Math.ceilDiv(size(outDim), TILE);
    this.inTiles = Math.ceilDiv(size(inDim), TILE);
  }

  /** The copy as a transposition, or null if it is none, or too small a one to be worth tiles. */
  static @Nullable Transposition of(Operand out, Operand in) {
    int outDim = unit(out.layout());
    int inDim = unit(in.layout());
    if (outDim == inDim || outDim < 0 || inDim < 0) {
      return null;
    }
    return new Transposition(out, in, outDim, inDim);
  }

  /** A dimension along which the elements lie side by side, of a size that is worth it; or -1. */
  private static int unit(Layout layout) {
    for (int d = layout.shape().rank() - 1; d >= 0; d--) {
      if (layout.stride(d) == 1 && layout.shape().size(d) >= TILE / 4) {
        return d;
      }
    }
    return -1;
  }

  private long size(int dim) {
    return out.layout().shape().size(dim);
  }

  void run(Workers workers) {
    Operand outRest = rest(out);
    Operand inRest = rest(in);
    Walk to = Walk.of(outRest.layout());
    Walk from = Walk.of(inRest.layout());
    long planes = outRest.numel();
    Slices.run(
        workers,
        planes * outTiles * inTiles,
        TILE * TILE,
        (start, count) -> {
          long[] tile = new long[TILE * TILE];
          long[] turned = new long[TILE * TILE];
          for (long i = start; i < start + count; i++) {
            long plane = i / (outTiles * inTiles);
            long outAt = new Cursor(outRest, to, plane).position();
            long inAt = new Cursor(inRest, from, plane).position();
            long place = i % (outTiles * inTiles);
            move(outAt, inAt, place / outTiles * TILE, place % outTiles * TILE, tile, turned);
          }
        });
  }

  /** The operand at index 0 of both dimensions. */
  private Operand rest(Operand of) {
    Layout layout = of.layout();
    Shape shape = layout.shape().with(outDim, 1).with(inDim, 1);
    return of.with(Layout.of(shape, layout.strides(), layout.offset()));
  }

  private void move(long outAt, long inAt, long i, long j, long[] tile, long[] turned) {
    int rows = (int) Math.min(TILE, size(inDim) - i);
    int columns = (int) Math.min(TILE, size(outDim) - j);
    long inStep = in.layout().stride(outDim);
    long outStep = out.layout().stride(inDim);
    RawBlocks raw = RawBlocks.INSTANCE;
    for (int c = 0; c < columns; c++) {
      long at = inAt + i + (j + c) * inStep;
      raw.load(in.segment(), in.dtype(), at, 1, tile, c * TILE, rows);
    }
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        turned[r * TILE + c] = tile[c * TILE + r];
      }
    }
    for (int r = 0; r < rows; r++) {
      long at = outAt + j + (i + r) * outStep;
      raw.store(turned, r * TILE, out.segment(), out.dtype(), at, 1, columns);
    }
  }
}
