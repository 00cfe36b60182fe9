package anabranch.io;

/** How deep values nest. */
final class Nesting {
  /** The height of a container that was not looked at yet. */
  static final int UNSEEN = 0;

  private Nesting() {}
}
