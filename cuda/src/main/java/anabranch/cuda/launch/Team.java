package anabranch.cuda.launch;

import anabranch.shape.Layout;

/**
 * How many threads work on a line, as in line.cuh: one where neighbouring lines lie side by side or
 * have next to nothing in them, a warp where lines are short, else a block. It depends on layouts
 * alone, so that results do not depend on the card.
 *
 * @param perLine threads of a line
 * @param threads of a block
 */
record Team(int perLine, int threads) {
  /** Elements of a line that one thread does in any case. */
  private static final long FEW = 16;

  /** Lines from which on one thread each is enough to be busy. */
  private static final long MANY = 32;

  /** Elements of a line that a warp does. */
  private static final long SHORT = 1024;

  /** Elements of a line from which on a block is as large as can be. */
  private static final long LONG = 1 << 16;

  /**
   * For lines of {@code line}'s elements.
   *
   * @param lines where the lines begin
   */
  static Team of(Layout lines, Layout line) {
    return isSideBySide(lines, line) ? new Team(1, 128) : together(line.shape().numel());
  }

  /** For lines of {@code length} elements, done by several threads in any case. */
  static Team together(long length) {
    return length <= SHORT ? new Team(32, 128) : length < LONG ? block(256) : block(1024);
  }

  /** A line for each block of {@code threads}. */
  static Team block(int threads) {
    return new Team(threads, threads);
  }

  private static boolean isSideBySide(Layout lines, Layout line) {
    return line.shape().numel() <= FEW
        || (lines.shape().numel() >= MANY
            && Layouts.leastStride(lines) < Layouts.leastStride(line));
  }

  boolean isAlone() {
    return perLine == 1;
  }

  /** Enqueues the kernel for {@code units} lines. */
  void launch(Launcher launcher, long units) {
    launcher.launch(Math.ceilDiv(units, (long) threads / perLine), threads);
  }
}
