package anabranch.script.run;

import anabranch.Tensor;
import anabranch.script.ops.ScriptError;
import anabranch.script.ops.Values;
import anabranch.script.ops.Values.DictValue;
import anabranch.script.ops.Values.ListValue;
import anabranch.script.ops.Values.TupleValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The instructions of {@code for}. How far a loop is stands in a slot of its own. */
public final class Loops {
  private Loops() {}

  private static final class Range implements Cursor {
    @Override
    public List<@Nullable Object> over() {
      return List.of();
    }

    private long next;
    private final long end;
    private final long step;
    private boolean over;

    Range(long start, long end, long step) {
      this.next = start;
      this.end = end;
      this.step = step;
    }

    @Override
    public boolean hasNext() {
      return !over && (step > 0 ? next < end : next > end);
    }

    @Override
    public Object next() {
      long now = next;
      next = now + step;
      over = step > 0 ? next < now : next > now;
      return now;
    }
  }

  /** Over a list that may change meanwhile. */
  private static final class Items implements Cursor {
    private final List<@Nullable Object> items;
    private int at;

    Items(List<@Nullable Object> items) {
      this.items = items;
    }

    @Override
    public List<@Nullable Object> over() {
      return items;
    }

    @Override
    public boolean hasNext() {
      return at < items.size();
    }

    @Override
    public @Nullable Object next() {
      return items.get(at++);
    }
  }

  private record Rows(Tensor tensor, Range range) implements Cursor {
    @Override
    public List<@Nullable Object> over() {
      return List.of(tensor);
    }

    @Override
    public boolean hasNext() {
      return range.hasNext();
    }

    @Override
    public Object next() {
      return tensor.get((Long) range.next());
    }
  }

  private record Together(List<Cursor> cursors) implements Cursor {
    @Override
    public List<@Nullable Object> over() {
      return new ArrayList<>(cursors);
    }

    @Override
    public boolean hasNext() {
      return cursors.stream().allMatch(Cursor::hasNext);
    }

    @Override
    public Object next() {
      return new TupleValue(cursors.stream().map(Cursor::next).toArray(), null);
    }
  }

  private static Cursor over(@Nullable Object value) {
    return switch (value) {
      case Cursor cursor -> cursor;
      case ListValue list -> new Items(list.items());
      case TupleValue tuple -> new Items(tuple.items());
      case DictValue dict -> {
        List<@Nullable Object> keys = new ArrayList<>();
        dict.snapshot().forEach(entry -> keys.add(entry.getKey()));
        yield new Items(keys);
      }
      case String text -> {
        List<@Nullable Object> characters = new ArrayList<>();
        text.chars().forEach(c -> characters.add(String.valueOf((char) c)));
        yield new Items(characters);
      }
      case Tensor tensor when tensor.rank() > 0 ->
          new Rows(tensor, new Range(0, tensor.size(0), 1));
      case null, default -> throw new ScriptError(Values.kind(value) + " is not iterable");
    };
  }

  /** Begins to count. */
  public static final class CountFrom extends Instruction {
    private final int start;
    private final int end;
    private final int step;
    private final int to;

    /** {@code to = range(start, end, step)}. */
    public CountFrom(int at, int start, int end, int step, int to) {
      super(at);
      this.start = start;
      this.end = end;
      this.step = step;
      this.to = to;
    }

    @Override
    int run(Frame frame, int pc) {
      long by = whole(frame.get(step));
      if (by == 0) {
        throw new ScriptError("ValueError: range() arg 3 must not be zero");
      }
      frame.set(to, new Range(whole(frame.get(start)), whole(frame.get(end)), by));
      return pc + 1;
    }

    private static long whole(@Nullable Object value) {
      return switch (value) {
        case Long n -> n;
        case Tensor t when t.numel() == 1 && !t.dtype().isFloating() -> t.itemLong();
        case null, default ->
            throw new ScriptError("range: expected int, got " + Values.kind(value));
      };
    }
  }

  /** Begins to go over items; of several sequences over tuples of them. */
  public static final class GoOver extends Instruction {
    private final int[] sequences;
    private final boolean together;
    private final int to;

    /** {@code to = iter(sequences[0])}, or of all of them {@code together}. */
    public GoOver(int at, int[] sequences, boolean together, int to) {
      super(at);
      this.sequences = sequences.clone();
      this.together = together;
      this.to = to;
    }

    @Override
    int run(Frame frame, int pc) {
      List<Cursor> cursors = new ArrayList<>();
      for (int sequence : sequences) {
        cursors.add(over(frame.get(sequence)));
      }
      frame.set(to, together ? new Together(cursors) : cursors.getFirst());
      return pc + 1;
    }
  }

  /** Takes the next item, or goes elsewhere when there is none. */
  public static final class Next extends Instruction {
    private final int cursor;
    private final int to;
    private int exit;

    /** {@code to = next(cursor)}; where it goes at the end is set later. */
    public Next(int at, int cursor, int to) {
      super(at);
      this.cursor = cursor;
      this.to = to;
    }

    /** Sets where it goes at the end. */
    public void exit(int pc) {
      exit = pc;
    }

    @Override
    int run(Frame frame, int pc) {
      if (!(frame.slots[cursor] instanceof Cursor items)) {
        throw new ScriptError("a loop has lost its place");
      }
      if (!items.hasNext()) {
        frame.slots[cursor] = null;
        return exit;
      }
      frame.set(to, items.next());
      return pc + 1;
    }
  }
}
