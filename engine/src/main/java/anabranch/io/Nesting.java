package anabranch.io;

import anabranch.io.PickledValue.Container;
import anabranch.io.PickledValue.TensorValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Set;

/**
 * Looks at all values of a pickle once each: finds the tensors, and makes sure that nothing is in
 * itself and nothing nests too deep for recursion.
 */
final class Nesting {
  /** The height of a container that was not looked at yet. */
  static final int UNSEEN = 0;

  /** The height of one that is being looked at: to meet it again is a cycle. */
  private static final int OPEN = -1;

  private static final long HEAP_PER_LEVEL = 96;
  private static final long HEAP_PER_TENSOR = 96;

  private final PickleInput in;
  private final int most;
  private final Set<TensorValue> tensors;
  private final Deque<Level> levels = new ArrayDeque<>();

  private static final class Level {
    final Container container;
    final Iterator<? extends PickledValue> parts;
    int height = 1;

    Level(Container container) {
      this.container = container;
      this.parts = container.parts().iterator();
    }
  }

  private Nesting(PickleInput in, int most, Set<TensorValue> tensors) {
    this.in = in;
    this.most = most;
    this.tensors = tensors;
  }

  /**
   * Checks {@code root} and adds its tensors to {@code tensors}.
   *
   * @param most how deep it may nest
   */
  static void check(PickleInput in, PickledValue root, int most, Set<TensorValue> tensors)
      throws MalformedFileException {
    new Nesting(in, most, tensors).walk(root);
  }

  private void walk(PickledValue root) throws MalformedFileException {
    meet(root);
    while (!levels.isEmpty()) {
      Level level = levels.getLast();
      if (level.parts.hasNext()) {
        int height = meet(level.parts.next());
        level.height = Math.max(level.height, height + 1);
      } else {
        levels.removeLast();
        level.container.height = level.height;
        if (level.height > most) {
          throw in.malformed("values nest more than %d deep".formatted(most));
        }
        if (!levels.isEmpty()) {
          Level above = levels.getLast();
          above.height = Math.max(above.height, level.height + 1);
        }
      }
    }
  }

  /** The height of {@code value} as far as it is known. */
  private int meet(PickledValue value) throws MalformedFileException {
    if (value instanceof TensorValue tensor && tensors.add(tensor)) {
      in.charge(HEAP_PER_TENSOR);
    }
    if (!(value instanceof Container container)) {
      return 0;
    }
    if (container.height == OPEN) {
      throw in.malformed("%s is in itself".formatted(PickleItem.kindOf(container)));
    }
    if (container.height == UNSEEN) {
      if (levels.size() >= most) {
        throw in.malformed("values nest more than %d deep".formatted(most));
      }
      in.charge(HEAP_PER_LEVEL);
      container.height = OPEN;
      levels.addLast(new Level(container));
      return 0;
    }
    return container.height;
  }
}
