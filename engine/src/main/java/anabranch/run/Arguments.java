package anabranch.run;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a fork took as arguments: the claims of its tensors, held until {@link #letGo}, and its
 * futures, which move to another scope where the fork does.
 */
final class Arguments implements Walker.Visitor {
  /** No arguments. */
  static final Arguments NONE = new Arguments(List.of(), List.of());

  private final List<Grip> held;
  private final List<ForkTask> futures;

  private Arguments(List<Grip> held, List<ForkTask> futures) {
    this.held = held;
    this.futures = futures;
  }

  /**
   * Holds what is found in {@code value}.
   *
   * @throws IllegalStateException if a tensor in it was closed
   */
  static Arguments hold(@Nullable Object value, Walker walker) {
    if (value == null) {
      return NONE;
    }
    Arguments found = new Arguments(new ArrayList<>(2), new ArrayList<>(0));
    try {
      walker.walk(value, found);
    } catch (Throwable e) {
      found.letGo();
      throw e;
    }
    return found.held.isEmpty() && found.futures.isEmpty() ? NONE : found;
  }

  @Override
  public void tensor(Grip grip, Object handle) {
    if (!grip.hold()) {
      throw new IllegalStateException("fork: an argument was closed before: " + handle);
    }
    held.add(grip);
  }

  @Override
  public void fork(ForkTask fork) {
    futures.add(fork);
  }

  boolean holds(Grip grip) {
    return held.contains(grip);
  }

  List<ForkTask> futures() {
    return futures;
  }

  void letGo() {
    held.forEach(Grip::letGo);
  }
}
