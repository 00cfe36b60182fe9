package anabranch.io;

import anabranch.io.PickledValue.DictValue;
import anabranch.io.PickledValue.ListValue;
import anabranch.io.PickledValue.TupleValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The stack of a pickle machine. What is below the last mark cannot be reached. */
final class PickleStack {
  private static final long HEAP_PER_ITEM = 16;
  private static final long HEAP_PER_TUPLE = 96;

  private final PickleInput in;
  private final List<PickleItem> items = new ArrayList<>();
  private int[] marks = new int[16];
  private int markCount;
  private int highest;

  PickleStack(PickleInput in) {
    this.in = in;
  }

  void push(PickleItem item) throws MalformedFileException {
    if (items.size() == highest) {
      in.charge(HEAP_PER_ITEM);
      highest++;
    }
    items.add(item);
  }

  void mark() throws MalformedFileException {
    if (markCount == marks.length) {
      in.charge(8L * markCount);
      marks = Arrays.copyOf(marks, 2 * markCount);
    }
    marks[markCount++] = items.size();
  }

  private int floor() {
    return markCount == 0 ? 0 : marks[markCount - 1];
  }

  PickleItem pop() throws MalformedFileException {
    PickleItem top = top();
    items.removeLast();
    return top;
  }

  PickleItem top() throws MalformedFileException {
    if (items.size() <= floor()) {
      throw in.malformed("the stack is empty, or at a mark");
    }
    return items.getLast();
  }

  PickledValue popValue() throws MalformedFileException {
    return value(pop());
  }

  /** The top, which must be a list. */
  ListValue topList() throws MalformedFileException {
    if (top() instanceof ListValue list) {
      return list;
    }
    throw in.malformed("expected a list to append to, got " + PickleItem.kindOf(top()));
  }

  /** The top, which must be a dict. */
  DictValue topDict() throws MalformedFileException {
    if (top() instanceof DictValue dict) {
      return dict;
    }
    throw in.malformed("expected a dict to set items of, got " + PickleItem.kindOf(top()));
  }

  PickledValue value(PickleItem item) throws MalformedFileException {
    if (item instanceof PickledValue value) {
      return value;
    }
    throw in.malformed("expected a value, got " + PickleItem.kindOf(item));
  }

  /** What was pushed since the last mark, which goes as well. */
  List<PickleItem> popToMark() throws MalformedFileException {
    if (markCount == 0) {
      throw in.malformed("there is no mark");
    }
    return popFrom(marks[--markCount]);
  }

  /** A tuple of the last {@code count} items. */
  void tuple(int count) throws MalformedFileException {
    if (items.size() - floor() < count) {
      throw in.malformed("a tuple of " + count + " of a stack of fewer items");
    }
    push(tupleOf(popFrom(items.size() - count)));
  }

  /** A tuple of what was pushed since the last mark. */
  void tupleToMark() throws MalformedFileException {
    push(tupleOf(popToMark()));
  }

  private List<PickleItem> popFrom(int start) throws MalformedFileException {
    List<PickleItem> last = items.subList(start, items.size());
    in.charge(HEAP_PER_TUPLE + HEAP_PER_ITEM * last.size());
    List<PickleItem> popped = List.copyOf(last);
    last.clear();
    return popped;
  }

  private static PickleItem tupleOf(List<PickleItem> items) {
    List<PickledValue> values = new ArrayList<>(items.size());
    for (PickleItem item : items) {
      if (!(item instanceof PickledValue value)) {
        return new PickleItem.Arguments(items);
      }
      values.add(value);
    }
    return new TupleValue(values);
  }

  /** The one item that is left, or an error. */
  PickledValue last() throws MalformedFileException {
    if (items.size() != 1 || markCount != 0) {
      throw in.malformed(
          "a pickle ends with one value on the stack, there are %d and %d marks"
              .formatted(items.size(), markCount));
    }
    return popValue();
  }
}
