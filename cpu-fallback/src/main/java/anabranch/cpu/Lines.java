package anabranch.cpu;

import anabranch.shape.Layout;
import anabranch.shape.Shape;
import anabranch.spi.Workers;
import java.util.Arrays;

/**
 * Runs something for each line along one dimension of operands that have the same other dimensions.
 */
final class Lines {
  private final int dim;
  private final Operand[] operands;
  private final Walk[] bases;
  private final long lines;
  private final long cost;

  /** Lines along {@code dim}, which may differ in length between the operands. */
  Lines(int dim, Operand... operands) {
    this.dim = dim;
    this.operands = operands;
    Layout first = operands[0].layout();
    this.bases =
        Arrays.stream(operands).map(o -> Walk.of(without(o.layout(), dim))).toArray(Walk[]::new);
    this.lines = without(first, dim).shape().numel();
    this.cost = Arrays.stream(operands).mapToLong(o -> length(o.layout())).max().orElse(1);
  }

  /** A line: for each operand the place of its first element. */
  interface Body {
    void run(long[] positions);
  }

  /** What one thread does lines with; made per slice, so that it may hold arrays. */
  interface Start {
    Body body();
  }

  void run(Workers workers, Start start) {
    Slices.run(workers, lines, cost, (first, count) -> run(first, count, start.body()));
  }

  private void run(long first, long count, Body body) {
    Cursor[] cursors = new Cursor[operands.length];
    Arrays.setAll(cursors, i -> new Cursor(operands[i], bases[i], first));
    long[] positions = new long[operands.length];
    for (long line = 0; line < count; line++) {
      for (int i = 0; i < cursors.length; i++) {
        positions[i] = cursors[i].position();
        cursors[i].advance(1);
      }
      body.run(positions);
    }
  }

  private long length(Layout layout) {
    return layout.shape().rank() == 0 ? 1 : layout.shape().size(dim);
  }

  /** How many elements a line of {@code operand} has. */
  long length(Operand operand) {
    return length(operand.layout());
  }

  /** From one element of a line of {@code operand} to the next. */
  long stride(Operand operand) {
    return operand.layout().shape().rank() == 0 ? 1 : operand.layout().stride(dim);
  }

  private static Layout without(Layout layout, int dim) {
    int rank = layout.shape().rank();
    if (rank == 0) {
      return layout;
    }
    Shape shape = layout.shape().without(dim);
    long[] strides = new long[rank - 1];
    for (int d = 0, to = 0; d < rank; d++) {
      if (d != dim) {
        strides[to++] = layout.stride(d);
      }
    }
    return Layout.of(shape, strides, layout.offset());
  }
}
