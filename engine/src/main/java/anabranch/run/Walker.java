package anabranch.run;

import org.jspecify.annotations.Nullable;

/** Finds the tensors and futures inside a value: in records, lists, maps, arrays and the like. */
public interface Walker {
  /** Calls {@code visitor} for each. */
  void walk(@Nullable Object value, Visitor visitor);

  /** What was found. */
  interface Visitor {
    /**
     * A tensor.
     *
     * @param grip its claim on its storage
     * @param handle the tensor itself
     */
    void tensor(Grip grip, Object handle);

    /** A future that a fork completes. */
    void fork(ForkTask fork);
  }
}
