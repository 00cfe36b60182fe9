package anabranch.cuda.launch;

/**
 * Where the hidden state of a recurrent layer is between steps: in the output itself if products
 * can read it there, else in a dense matrix of its own beside it.
 */
final class HiddenState {
  private final Matrix first;
  private final long stepStride;
  private final Matrix own;
  private final boolean separate;

  /** The state of a layer with the output {@code y} [T, B, P]. */
  HiddenState(Workspace workspace, Operand y) {
    Matrix step = y.matrix();
    this.first = step;
    this.stepStride = y.layout().stride(0);
    this.separate = !step.fits();
    long bytes = step.rows() * step.columns() * y.dtype().byteSize();
    this.own =
        separate
            ? Matrix.dense(y.dtype(), workspace.allocate(bytes), step.rows(), step.columns())
            : step;
  }

  /** Whether it is held beside the output. */
  boolean isSeparate() {
    return separate;
  }

  /** The output's part at {@code time}. */
  Matrix output(long time) {
    return first.moved(time * stepStride);
  }

  /** What the step at {@code time} leaves for the next, as products can read it. */
  Matrix at(long time) {
    return separate ? own : output(time);
  }
}
