package anabranch.cpu;

import anabranch.shape.DType;
import anabranch.spi.Workers;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a fold over an operand. Elements are folded in fixed blocks whose states are then merged in
 * order; who folds which block when makes no difference to the result.
 */
final class Folding<A> {
  /** Elements of a block. */
  private static final long BLOCK = Slices.GRAIN;

  private final Blocks<A> blocks;
  private final Fold<A> fold;
  private final Operand out;
  private final Operand kept;
  private final Operand reduced;
  private final Walk results;
  private final Walk bases;
  private final Walk elements;
  private final long columns;
  private final long depth;

  /**
   * The fold of {@code reduced}'s elements for each of {@code kept}'s positions.
   *
   * @param kept the input without the reduced dimensions, of {@code out}'s shape
   * @param reduced the input with the reduced dimensions alone, from offset 0
   */
  Folding(Blocks<A> blocks, Fold<A> fold, Operand out, Operand kept, Operand reduced) {
    this.blocks = blocks;
    this.fold = fold;
    this.out = out;
    this.kept = kept;
    this.reduced = reduced;
    int[] order = Order.of(List.of(kept.layout(), out.layout()));
    this.results = Walk.of(out.layout(), order);
    this.bases = Walk.of(kept.layout(), order);
    this.elements = Walk.of(reduced.layout(), Order.of(reduced.layout()));
    this.columns = out.numel();
    this.depth = reduced.numel();
  }

  /** One result after another, each from its elements in line. */
  void lines(Workers workers) {
    long parts = Math.ceilDiv(depth, BLOCK);
    if (columns >= parts) {
      Slices.run(workers, columns, depth, this::lines);
      return;
    }
    Cursor target = new Cursor(out, results, 0);
    Cursor base = new Cursor(kept, bases, 0);
    for (long i = 0; i < columns; i++) {
      long shift = base.position();
      A state = merged(workers, 1, parts, (block, s) -> line(shift, block, s));
      fold.finish(state, 1, depth);
      target.write(blocks, state, 1);
      base.advance(1);
    }
  }

  private void lines(long start, long count) {
    Cursor target = new Cursor(out, results, start);
    Cursor base = new Cursor(kept, bases, start);
    A state = state(1);
    A part = state(1);
    Taking<A> taking = line();
    for (long i = 0; i < count; i++) {
      fold.clear(state, 1);
      for (long block = 0; block * BLOCK < depth; block++) {
        fold.clear(part, 1);
        line(base.position(), block, taking, part);
        fold.merge(state, part, 1);
      }
      fold.finish(state, 1, depth);
      target.write(blocks, state, 1);
      base.advance(1);
    }
  }

  private void line(long shift, long block, A state) {
    line(shift, block, line(), state);
  }

  private void line(long shift, long block, Taking<A> taking, A state) {
    Cursor source = new Cursor(reduced, elements, block * BLOCK, shift);
    long end = Math.min(BLOCK, depth - block * BLOCK);
    for (long left = end; left > 0; left -= Blocks.SIZE) {
      int n = Pointwise.size(left);
      taking.take(source, n, state);
    }
  }

  /** Into the state of one result, for one thread. */
  private Taking<A> line() {
    int width = Pointwise.size(depth);
    if (takesFloats()) {
      float[] x = new float[width];
      return (from, n, state) -> {
        from.read(FloatBlocks.INSTANCE, x, n);
        fold.floatLine(x, n, state);
      };
    }
    A x = blocks.make(width);
    return (from, n, state) -> {
      from.read(blocks, x, n);
      fold.line(x, n, state);
    };
  }

  private boolean takesFloats() {
    return fold.takesFloats() && kept.dtype() != DType.F64;
  }

  /** Some results side by side, row by row. */
  void rows(Workers workers) {
    int width = Pointwise.size(columns);
    long tiles = Math.ceilDiv(columns, width);
    long rows = Math.max(BLOCK / width, 1);
    long parts = Math.ceilDiv(depth, rows);
    if (tiles >= parts) {
      Slices.run(
          workers,
          tiles,
          width * depth,
          (start, count) -> {
            A state = state(width);
            A later = parts > 1 ? state(width) : state;
            Taking<A> row = row(width);
            for (long tile = start; tile < start + count; tile++) {
              tile(tile, rows, parts, row, state, later);
            }
          });
      return;
    }
    for (long tile = 0; tile < tiles; tile++) {
      long first = tile * width;
      int n = Pointwise.size(columns - first);
      finish(
          first,
          n,
          merged(workers, n, parts, (part, s) -> rows(first, n, part * rows, rows, row(n), s)));
    }
  }

  private void tile(long tile, long rows, long parts, Taking<A> row, A state, A later) {
    long first = tile * Blocks.SIZE;
    int n = Pointwise.size(columns - first);
    fold.clear(state, n);
    if (parts == 1) {
      rows(first, n, 0, rows, row, state);
    } else {
      for (long part = 0; part < parts; part++) {
        fold.clear(later, n);
        rows(first, n, part * rows, rows, row, later);
        fold.merge(state, later, n);
      }
    }
    finish(first, n, state);
  }

  private void rows(long first, int n, long from, long rows, Taking<A> row, A state) {
    Cursor shift = new Cursor(reduced, elements, from);
    long end = Math.min(from + rows, depth);
    if (liesInRows()) {
      for (long i = from; i < end; ) {
        int count = (int) Math.min(shift.run(), end - i);
        long at = 4 * (bases.offset() + first + shift.position());
        fold.floatRows(kept.segment(), at, 4 * shift.stride(), count, n, state);
        shift.advance(count);
        i += count;
      }
      return;
    }
    for (long i = from; i < end; i++) {
      row.take(new Cursor(kept, bases, first, shift.position()), n, state);
      shift.advance(1);
    }
  }

  /** Whether results that follow each other are made of floats that do so too. */
  private boolean liesInRows() {
    return takesFloats() && kept.dtype() == DType.F32 && bases.loops() == 1 && bases.stride(0) == 1;
  }

  /** Takes the next elements of a cursor into a state. */
  private interface Taking<A> {
    void take(Cursor from, int n, A state);
  }

  /**
   * Into the states of results that lie side by side, at most {@code width} at once; for one
   * thread.
   */
  private Taking<A> row(int width) {
    if (takesFloats()) {
      float[] x = new float[width];
      return (from, n, state) -> {
        from.read(FloatBlocks.INSTANCE, x, n);
        fold.floatRow(x, n, state);
      };
    }
    A x = blocks.make(width);
    return (from, n, state) -> {
      from.read(blocks, x, n);
      fold.row(x, n, state);
    };
  }

  private void finish(long first, int n, A state) {
    fold.finish(state, n, depth);
    new Cursor(out, results, first).write(blocks, state, n);
  }

  private interface Part<A> {
    void fold(long part, A state);
  }

  /** The states of all parts, made by all workers, merged in order. */
  private A merged(Workers workers, int n, long parts, Part<A> part) {
    A all = state(n);
    fold.clear(all, n);
    List<A> states = new ArrayList<>();
    for (long i = 0; i < parts; i++) {
      states.add(state(n));
    }
    Slices.run(
        workers,
        parts,
        BLOCK,
        (start, count) -> {
          for (long i = start; i < start + count; i++) {
            A state = states.get((int) i);
            fold.clear(state, n);
            part.fold(i, state);
          }
        });
    states.forEach(state -> fold.merge(all, state, n));
    return all;
  }

  private A state(int n) {
    return blocks.make(fold.width() * n);
  }
}
