package anabranch.script.run;

import anabranch.Tensor;
import anabranch.script.ops.Values.ObjectValue;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tensors that runs of a module have made and its attributes hold, from run to run. */
public final class Holdings {
  private final Set<Tensor> tensors = Collections.newSetFromMap(new IdentityHashMap<>());
  private boolean changed;

  /** None so far. */
  public Holdings() {}

  synchronized void add(Tensor tensor) {
    tensors.add(tensor);
    changed = true;
  }

  /** Notes that an attribute holds something else now. */
  synchronized void changed() {
    changed = true;
  }

  /**
   * Frees what {@code module} does not hold any more, and {@code result} does not either. Called
   * after each run.
   */
  public synchronized void release(ObjectValue module, @Nullable Object result) {
    if (!changed) {
      return;
    }
    changed = false;
    Set<Tensor> used = identities(Reach.tensorsOf(module));
    Set<Tensor> given = identities(Reach.tensorsOf(result));
    for (Iterator<Tensor> all = tensors.iterator(); all.hasNext(); ) {
      Tensor tensor = all.next();
      if (!used.contains(tensor)) {
        all.remove();
        if (!given.contains(tensor)) {
          tensor.close();
        }
      }
    }
  }

  private static Set<Tensor> identities(List<Tensor> tensors) {
    Set<Tensor> set = Collections.newSetFromMap(new IdentityHashMap<>());
    set.addAll(tensors);
    return set;
  }
}
