package anabranch.cuda.launch;

import java.util.ArrayDeque;
import java.util.Deque;

/** The scratch of an operation that needs several pieces. */
final class Workspace implements AutoCloseable {
  private final Launcher launcher;
  private final Deque<Scratch> pieces = new ArrayDeque<>();

  Workspace(Launcher launcher) {
    this.launcher = launcher;
  }

  Launcher launcher() {
    return launcher;
  }

  /** The address of {@code bytes} bytes. */
  long allocate(long bytes) {
    Scratch piece = launcher.scratch(bytes);
    pieces.push(piece);
    return piece.address();
  }

  @Override
  public void close() {
    pieces.forEach(Scratch::close);
  }
}
