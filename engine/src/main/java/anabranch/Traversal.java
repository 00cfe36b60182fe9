package anabranch;

import anabranch.run.ForkTask;
import anabranch.run.Outcome;
import anabranch.run.Walker.Visitor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One look through a value. Containers that are shared, or hold themselves, are looked into once,
 * or a few times while there are few; what is in them may be visited as often.
 */
final class Traversal {
  private static final int FEW = 64;
  private static final int MOST_DEPTH = 1_000;

  private static final ClassValue<Method[]> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected Method[] computeValue(Class<?> type) {
          return components(type);
        }
      };

  private final Visitor visitor;
  private int depth;
  private int containers;
  private @Nullable Set<Object> seen;

  Traversal(Visitor visitor) {
    this.visitor = visitor;
  }

  private static Method[] components(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Method[] accessors = new Method[components.length];
    int n = 0;
    for (RecordComponent component : components) {
      if (component.getType().isPrimitive() || component.getType() == String.class) {
        continue;
      }
      Method accessor = component.getAccessor();
      if (!accessor.trySetAccessible()) {
        throw new IllegalArgumentException(
            "cannot look for tensors in record %s: let its module open package %s to anabranch.engine"
                .formatted(type.getName(), type.getPackageName()));
      }
      accessors[n++] = accessor;
    }
    return Arrays.copyOf(accessors, n);
  }

  /**
   * Looks through {@code value}.
   *
   * @throws IllegalArgumentException if it nests too deep
   */
  void visit(@Nullable Object value) {
    switch (value) {
      case null -> {}
      case Tensor tensor -> visitor.tensor(tensor.value().grip(), tensor);
      case Future<?> future -> visitFuture(future);
      case Collection<?> _, Map<?, ?> _, Map.Entry<?, ?> _, Object[] _, Optional<?> _, Record _ -> {
        if (isNew(value)) {
          enter(value);
        }
      }
      default -> {}
    }
  }

  private boolean isNew(Object container) {
    if (++containers <= FEW) {
      return true;
    }
    if (seen == null) {
      seen = Collections.newSetFromMap(new IdentityHashMap<>());
    }
    return seen.add(container);
  }

  private void enter(Object container) {
    if (++depth > MOST_DEPTH) {
      throw new IllegalArgumentException(
          "cannot look for tensors in a value that nests more than %d deep, or holds itself"
              .formatted(MOST_DEPTH));
    }
    open(container);
    depth--;
  }

  private void open(Object container) {
    switch (container) {
      case Collection<?> elements -> elements.forEach(this::visit);
      case Map<?, ?> map ->
          map.forEach(
              (k, v) -> {
                visit(k);
                visit(v);
              });
      case Map.Entry<?, ?> entry -> {
        visit(entry.getKey());
        visit(entry.getValue());
      }
      case Object[] array -> {
        for (Object element : array) {
          visit(element);
        }
      }
      case Optional<?> optional -> optional.ifPresent(this::visit);
      case Record record -> openRecord(record);
      default -> throw new IllegalArgumentException("no container: " + container.getClass());
    }
  }

  private void visitFuture(Future<?> future) {
    ForkTask fork = future.fork();
    if (fork != null) {
      visitor.fork(fork);
    } else if (!future.parts().isEmpty()) {
      future.parts().forEach(this::visitFuture);
    } else if (future.completion().peek() instanceof Outcome.Returned<?> returned) {
      visit(returned.value());
    }
  }

  private void openRecord(Record record) {
    for (Method accessor : COMPONENTS.get(record.getClass())) {
      try {
        visit(accessor.invoke(record));
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalArgumentException(
            "cannot look for tensors in " + record.getClass().getName() + "." + accessor.getName(),
            e);
      }
    }
  }
}
