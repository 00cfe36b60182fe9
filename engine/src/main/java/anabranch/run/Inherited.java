package anabranch.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The user's scoped values that forks carry along. */
public final class Inherited {
  private final List<ScopedValue<?>> keys = new CopyOnWriteArrayList<>();

  /** Lets every fork from now on carry the binding of {@code key}. */
  public void register(ScopedValue<?> key) {
    if (!keys.contains(key)) {
      keys.add(key);
    }
  }

  /** The bindings of the calling thread. */
  Snapshot capture() {
    if (keys.isEmpty()) {
      return Snapshot.EMPTY;
    }
    List<Binding<?>> bindings = new ArrayList<>();
    for (ScopedValue<?> key : keys) {
      bindings.add(Binding.of(key));
    }
    return new Snapshot(bindings);
  }

  private record Binding<T>(ScopedValue<T> key, boolean bound, @Nullable T value) {
    static <T> Binding<T> of(ScopedValue<T> key) {
      return new Binding<>(key, key.isBound(), key.isBound() ? key.get() : null);
    }

    @SuppressWarnings("NullAway") // a scoped value may be bound to null
    ScopedValue.Carrier addTo(ScopedValue.Carrier carrier) {
      return bound ? carrier.where(key, value) : carrier;
    }
  }

  /**
   * Bindings as they were at a fork.
   *
   * @param bindings one per registered key
   */
  record Snapshot(List<Binding<?>> bindings) {
    static final Snapshot EMPTY = new Snapshot(List.of());

    ScopedValue.Carrier addTo(ScopedValue.Carrier carrier) {
      ScopedValue.Carrier all = carrier;
      for (Binding<?> binding : bindings) {
        all = binding.addTo(all);
      }
      return all;
    }

    /**
     * Whether a body with these bindings may run on the calling thread: not if a key is bound here
     * that was not at the fork, since a binding cannot be undone.
     */
    boolean fitHere() {
      for (Binding<?> binding : bindings) {
        if (!binding.bound() && binding.key().isBound()) {
          return false;
        }
      }
      return true;
    }
  }
}
