package anabranch.io;

import anabranch.io.PickledValue.Bool;
import anabranch.io.PickledValue.DictValue;
import anabranch.io.PickledValue.Int;
import anabranch.io.PickledValue.ListValue;
import anabranch.io.PickledValue.None;
import anabranch.io.PickledValue.ObjectValue;
import anabranch.io.PickledValue.Real;
import anabranch.io.PickledValue.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a pickle of protocol 2 as PyTorch writes it: a closed set of opcodes and globals, none of
 * which does anything but make a value.
 *
 * @see <a href="https://github.com/python/cpython/blob/main/Lib/pickletools.py">What each opcode
 *     does</a>
 */
final class PickleMachine {
  private static final long HEAP_PER_LIST = 96;
  private static final long HEAP_PER_APPEND = 32;
  private static final long HEAP_PER_DICT = 160;
  private static final long HEAP_PER_ENTRY = 96;
  private static final long HEAP_PER_NUMBER = 24;
  private static final long HEAP_PER_OBJECT = 64;
  private static final long HEAP_PER_MEMO = 16;

  private final PickleInput in;
  private final PickleStack stack;
  private final PickleCalls calls;
  private final List<PickleItem> memo = new ArrayList<>();

  private PickleMachine(PickleInput in, TensorBuilder tensors) {
    this.in = in;
    this.stack = new PickleStack(in);
    this.calls = new PickleCalls(in, tensors);
  }

  /** The value that {@code in} holds, with tensors made by {@code tensors}. */
  static PickledValue read(PickleInput in, TensorBuilder tensors) throws MalformedFileException {
    return new PickleMachine(in, tensors).run();
  }

  private PickledValue run() throws MalformedFileException {
    if (in.op() != 0x80 || in.u8() != 2) {
      throw in.malformed("expected a pickle of protocol 2");
    }
    for (int op = in.op(); op != '.'; op = in.op()) {
      step(op);
    }
    PickledValue value = stack.last();
    if (!in.isAtEnd()) {
      in.op();
      throw in.malformed("expected nothing after the end of the pickle");
    }
    return value;
  }

  private void step(int op) throws MalformedFileException {
    switch (op) {
      case 'N' -> stack.push(None.NONE);
      case 0x88 -> stack.push(new Bool(true));
      case 0x89 -> stack.push(new Bool(false));
      case 'K' -> integer(in.u8());
      case 'M' -> integer(in.u16());
      case 'J' -> integer(in.i32());
      case 0x8a -> integer(longNumber());
      case 'G' -> real(in.real());
      case 'X' -> stack.push(new Text(in.text(in.u32())));
      case '(' -> stack.mark();
      case ')' -> stack.tuple(0);
      case 't' -> stack.tupleToMark();
      case 0x85, 0x86, 0x87 -> stack.tuple(op - 0x84);
      case ']', 'l' -> list(op);
      case '}', 'd' -> dict(op);
      case 'a', 'e' -> append(op);
      case 's', 'u' -> setItems(op);
      case 'q' -> put(in.u8());
      case 'r' -> put(in.u32());
      case 'h' -> get(in.u8());
      case 'j' -> get(in.u32());
      case 'c' -> global(in.line(), in.line());
      case 'Q' -> stack.push(calls.storage(stack.pop()));
      case 'R' -> reduce();
      case 0x81 -> newObject();
      case 'b' -> build();
      default -> throw in.malformed("opcode 0x%02x is not one that is read here".formatted(op));
    }
  }

  private void integer(long value) throws MalformedFileException {
    in.charge(HEAP_PER_NUMBER);
    stack.push(new Int(value));
  }

  private void real(double value) throws MalformedFileException {
    in.charge(HEAP_PER_NUMBER);
    stack.push(new Real(value));
  }

  private long longNumber() throws MalformedFileException {
    int length = in.u8();
    if (length > Long.BYTES) {
      throw in.malformed("an int of " + length + " bytes exceeds 64 bits");
    }
    return in.wide(length);
  }

  private void list(int op) throws MalformedFileException {
    in.charge(HEAP_PER_LIST);
    ListValue list = new ListValue();
    if (op == 'l') {
      appendAll(list, stack.popToMark());
    }
    stack.push(list);
  }

  private void append(int op) throws MalformedFileException {
    List<PickleItem> items = op == 'a' ? List.of(stack.pop()) : stack.popToMark();
    appendAll(stack.topList(), items);
  }

  private void appendAll(ListValue list, List<PickleItem> items) throws MalformedFileException {
    if (list.type() != null) {
      throw in.malformed("a list that has got its type is complete, and appended to");
    }
    in.charge(HEAP_PER_APPEND * items.size());
    for (PickleItem item : items) {
      list.add(stack.value(item));
    }
  }

  private void dict(int op) throws MalformedFileException {
    in.charge(HEAP_PER_DICT);
    DictValue dict = new DictValue();
    if (op == 'd') {
      setAll(dict, stack.popToMark());
    }
    stack.push(dict);
  }

  private void setItems(int op) throws MalformedFileException {
    List<PickleItem> items;
    if (op == 's') {
      PickleItem value = stack.pop();
      items = List.of(stack.pop(), value);
    } else {
      items = stack.popToMark();
    }
    setAll(stack.topDict(), items);
  }

  private void setAll(DictValue dict, List<PickleItem> items) throws MalformedFileException {
    if (items.size() % 2 != 0) {
      throw in.malformed("expected keys and values, got an odd number of items");
    }
    in.charge(HEAP_PER_ENTRY * items.size() / 2);
    for (int i = 0; i < items.size(); i += 2) {
      PickledValue key = stack.value(items.get(i));
      String problem = dict.add(key, stack.value(items.get(i + 1)));
      if (problem != null) {
        throw in.malformed(problem);
      }
    }
  }

  /** Writers number what they keep one after the other; any other number could be large. */
  private void put(long index) throws MalformedFileException {
    if (index > memo.size()) {
      throw in.malformed(
          "memo %d is put, but there are only %d before it".formatted(index, memo.size()));
    }
    PickleItem item = stack.top();
    if (index == memo.size()) {
      in.charge(HEAP_PER_MEMO);
      memo.add(item);
    } else {
      memo.set((int) index, item);
    }
  }

  private void get(long index) throws MalformedFileException {
    if (index >= memo.size()) {
      throw in.malformed("memo %d is asked for, there are %d".formatted(index, memo.size()));
    }
    stack.push(memo.get((int) index));
  }

  private void global(String module, String name) throws MalformedFileException {
    in.charge(HEAP_PER_OBJECT);
    stack.push(calls.global(module, name));
  }

  private void reduce() throws MalformedFileException {
    in.charge(HEAP_PER_DICT);
    PickleItem arguments = stack.pop();
    stack.push(calls.call(stack.pop(), arguments));
  }

  private void newObject() throws MalformedFileException {
    in.charge(HEAP_PER_OBJECT);
    PickleItem arguments = stack.pop();
    PickleItem type = stack.pop();
    if (type instanceof PickleItem.OwnClass own
        && arguments instanceof PickledValue.TupleValue none
        && none.items().isEmpty()) {
      stack.push(new ObjectValue(own.name()));
      return;
    }
    throw in.malformed(
        "expected a class of the archive's own and no arguments, got %s and %s"
            .formatted(PickleItem.kindOf(type), PickleItem.kindOf(arguments)));
  }

  /** Python adds attributes to a dict's object that way; they do not make it another dict. */
  private void build() throws MalformedFileException {
    PickledValue state = stack.popValue();
    switch (stack.top()) {
      case ObjectValue object when !object.hasState() -> object.state(state);
      case DictValue _ -> {}
      case PickleItem other ->
          throw in.malformed(
              "expected a new object to give its state to, got " + PickleItem.kindOf(other));
    }
  }
}
