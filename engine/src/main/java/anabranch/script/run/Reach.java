package anabranch.script.run;

import anabranch.Tensor;
import anabranch.script.ops.Values.DictValue;
import anabranch.script.ops.Values.ListValue;
import anabranch.script.ops.Values.ObjectValue;
import anabranch.script.ops.Values.TupleValue;
import anabranch.script.type.ClassType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future.State;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tensors and futures that values lead to, however deep. Modules are left out: their
 * tensors belong to nobody's scope.
 */
public final class Reach {
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> waiting = new ArrayDeque<>();
  private final List<Object> found = new ArrayList<>();
  private final List<FutureValue> futures = new ArrayList<>(0);
  private final boolean intoFutures;
  private final boolean intoModules;

  private Reach(boolean intoFutures, boolean intoModules) {
    this.intoFutures = intoFutures;
    this.intoModules = intoModules;
  }

  /**
   * Starts with nothing.
   *
   * @param intoFutures whether to look into the values and arguments of futures too
   */
  Reach(boolean intoFutures) {
    this(intoFutures, false);
  }

  /** All tensors that {@code value} leads to, also by modules. */
  public static List<Tensor> tensorsOf(@Nullable Object value) {
    return new Reach(false, true)
        .add(value).found.stream()
            .filter(Tensor.class::isInstance)
            .map(Tensor.class::cast)
            .toList();
  }

  /** Marks the lists and dicts that {@code value} leads to as held by a module. */
  public static void persist(@Nullable Object value) {
    for (Object one : new Reach(false, true).add(value).seen) {
      switch (one) {
        case ListValue list -> list.persist();
        case DictValue dict -> dict.persist();
        default -> {}
      }
    }
  }

  /** The forks found so far. */
  List<FutureValue> futures() {
    return futures;
  }

  /** The tensors and engine's futures found so far, each once. */
  List<Object> found() {
    return found;
  }

  boolean has(Object tensor) {
    return seen.contains(tensor);
  }

  Reach add(@Nullable Object value) {
    visit(value);
    while (!waiting.isEmpty()) {
      open(waiting.pop());
    }
    return this;
  }

  Reach addAll(@Nullable Object[] values) {
    for (Object value : values) {
      add(value);
    }
    return this;
  }

  private void visit(@Nullable Object value) {
    if (value instanceof Tensor) {
      if (seen.add(value)) {
        found.add(value);
      }
    } else if (value instanceof ListValue
        || value instanceof TupleValue
        || value instanceof DictValue
        || value instanceof ObjectValue
        || value instanceof Cursor
        || value instanceof FutureValue) {
      if (seen.add(value)) {
        waiting.push(value);
      }
    }
  }

  private void open(Object value) {
    switch (value) {
      case ListValue list -> visitAll(list.items());
      case Cursor cursor -> visitAll(cursor.over());
      case TupleValue tuple -> {
        for (int i = 0; i < tuple.size(); i++) {
          visit(tuple.get(i));
        }
      }
      case DictValue dict ->
          dict.snapshot()
              .forEach(
                  e -> {
                    visit(e.getKey());
                    visit(e.getValue());
                  });
      case ObjectValue object when intoModules || object.type().kind() != ClassType.Kind.MODULE -> {
        for (int i = 0; i < object.type().attributes().size(); i++) {
          visit(object.get(i));
        }
      }
      case FutureValue future -> openFuture(future);
      default -> {}
    }
  }

  /** Other threads may change the list meanwhile. */
  private void visitAll(List<@Nullable Object> items) {
    for (Object item : items.toArray()) {
      visit(item);
    }
  }

  private void openFuture(FutureValue future) {
    found.add(future.future());
    futures.add(future);
    if (intoFutures) {
      for (Object argument : future.arguments()) {
        visit(argument);
      }
      if (future.future().state() == State.SUCCESS) {
        visit(Carried.value(future.future().resultNow()));
      }
    }
  }
}
