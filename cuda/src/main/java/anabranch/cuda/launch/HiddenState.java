package anabranch.cuda.launch;

/**
 * Where the hidden state of a recurrent layer is between steps: in the output itself if products
 * can read it there, else in a dense matrix of its own beside it.
 */
final class HiddenState {
  private final Operand y;
  private final Matrix own;
  private final boolean separate;

  /** The state of a layer with the output {@code y} [T, B, P]. */
  HiddenState(Workspace workspace, Operand y) {
    this.y = y;
    Matrix step = y.matrix();
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
    return y.select(time).matrix();
  }

  /** What the step at {@code time} leaves for the next, as products can read it. */
  Matrix at(long time) {
    return separate ? own : output(time);
  }
}
