package anabranch;

import anabranch.run.ForkTask;
import anabranch.run.Outcome;
import anabranch.run.Walker;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks for tensors and futures in what a scope or fork returns or takes: in records, collections,
 * maps, arrays and optionals, at any depth. Other objects are opaque.
 */
final class Walk implements Walker {
  static final Walk INSTANCE = new Walk();

  private static final ClassValue<Method[]> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected Method[] computeValue(Class<?> type) {
          return components(type);
        }
      };

  private Walk() {}

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

  @Override
  public void walk(@Nullable Object value, Visitor visitor) {
    switch (value) {
      case null -> {}
      case Tensor tensor -> visitor.tensor(tensor.value().grip(), tensor);
      case Future<?> future -> walkFuture(future, visitor);
      case Collection<?> elements -> elements.forEach(element -> walk(element, visitor));
      case Map<?, ?> map ->
          map.forEach(
              (k, v) -> {
                walk(k, visitor);
                walk(v, visitor);
              });
      case Map.Entry<?, ?> entry -> {
        walk(entry.getKey(), visitor);
        walk(entry.getValue(), visitor);
      }
      case Object[] array -> {
        for (Object element : array) {
          walk(element, visitor);
        }
      }
      case Optional<?> optional -> optional.ifPresent(element -> walk(element, visitor));
      case Record record -> walkRecord(record, visitor);
      default -> {}
    }
  }

  private void walkFuture(Future<?> future, Visitor visitor) {
    ForkTask fork = future.fork();
    if (fork != null) {
      visitor.fork(fork);
    } else if (!future.parts().isEmpty()) {
      future.parts().forEach(part -> walkFuture(part, visitor));
    } else if (future.completion().peek() instanceof Outcome.Returned<?> returned) {
      walk(returned.value(), visitor);
    }
  }

  private void walkRecord(Record record, Visitor visitor) {
    for (Method accessor : COMPONENTS.get(record.getClass())) {
      try {
        walk(accessor.invoke(record), visitor);
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalArgumentException(
            "cannot look for tensors in " + record.getClass().getName() + "." + accessor.getName(),
            e);
      }
    }
  }
}
