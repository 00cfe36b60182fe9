package anabranch.script.run;

import anabranch.Tensor;
import anabranch.script.ops.Operation;
import anabranch.script.ops.Values.ListValue;
import anabranch.script.ops.Values.TupleValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future.State;
import org.jspecify.annotations.Nullable;

/**
 * Frees tensors that a task has made and can no longer name, so that a long loop does not hold what
 * its turns have made. From time to time it follows what the task's variables, its forks and what
 * it was given lead to, and closes the rest; the task's scope closes what is left at the end.
 */
final class Sweeper {
  private static final int FEW = 4;
  private static final int FIRST = 64;
  private static final long FIRST_BYTES = 1 << 20;

  private final Set<Tensor> made = Collections.newSetFromMap(new IdentityHashMap<>(FEW));
  private List<FutureValue> forks = new ArrayList<>(0);
  private int limit = FIRST;
  private int forkLimit = FIRST;
  private long bytes;
  private long byteLimit = FIRST_BYTES;

  /** Notes the result of an operation; whether it is time to sweep. */
  boolean made(Operation operation, @Nullable Object[] arguments, @Nullable Object result) {
    if (!operation.makesTensors()) {
      return false;
    }
    note(result, arguments);
    return made.size() >= limit || bytes >= byteLimit;
  }

  private void note(@Nullable Object result, @Nullable Object[] arguments) {
    switch (result) {
      case Tensor tensor -> {
        if (!given(tensor, arguments)) {
          adopt(tensor);
        }
      }
      case TupleValue tuple -> tuple.items().forEach(item -> note(item, arguments));
      case ListValue list -> list.items().forEach(item -> note(item, arguments));
      case null, default -> {}
    }
  }

  private static boolean given(Tensor tensor, @Nullable Object[] arguments) {
    for (Object argument : arguments) {
      if (argument == tensor
          || (argument instanceof ListValue list && list.items().contains(tensor))) {
        return true;
      }
    }
    return false;
  }

  private void adopt(Tensor tensor) {
    if (made.add(tensor)) {
      bytes += tensor.numel() * tensor.dtype().byteSize();
    }
  }

  boolean isMade(Tensor tensor) {
    return made.contains(tensor);
  }

  /** Notes a fork that the task has made. */
  void forked(FutureValue future) {
    forks.add(future);
    if (forks.size() >= forkLimit) {
      forks = live(forks);
      forkLimit = Math.max(FIRST, 2 * forks.size());
    }
  }

  /** Takes over the tensors that a fork of the task has made for it. */
  void awaited(FutureValue future, List<Tensor> fresh) {
    if (future.takeOver(this)) {
      fresh.forEach(this::adopt);
    }
  }

  /** Those of {@code found} that this task has made. */
  List<Tensor> madeAmong(List<Object> found) {
    List<Tensor> own = new ArrayList<>();
    for (Object one : found) {
      if (one instanceof Tensor tensor && made.contains(tensor)) {
        own.add(tensor);
      }
    }
    return own;
  }

  /** Forks that run, and those that came out of forks that have ended. */
  private static List<FutureValue> live(List<FutureValue> forks) {
    List<FutureValue> live = new ArrayList<>();
    for (FutureValue fork : forks) {
      if (!fork.future().isDone()) {
        live.add(fork);
      } else if (fork.future().state() == State.SUCCESS) {
        Reach value = Reach.plain().add(Carried.value(fork.future().resultNow()));
        for (FutureValue inner : value.futures()) {
          if (!inner.future().isDone()) {
            live.add(inner);
          }
        }
      }
    }
    return live;
  }

  /** Closes what neither the frames, nor the arguments, nor forks that run lead to. */
  void sweep(List<Frame> frames, @Nullable Object[] arguments, Set<Tensor> kept) {
    Reach reach = Reach.intoForks().addAll(arguments);
    for (Frame frame : frames) {
      reach.addAll(frame.slots);
    }
    forks = live(forks);
    for (FutureValue fork : forks) {
      reach.addAll(fork.arguments());
    }
    long left = 0;
    for (Iterator<Tensor> all = made.iterator(); all.hasNext(); ) {
      Tensor tensor = all.next();
      if (kept.contains(tensor)) {
        all.remove();
      } else if (!reach.has(tensor)) {
        tensor.close();
        all.remove();
      } else {
        left += tensor.numel() * tensor.dtype().byteSize();
      }
    }
    bytes = left;
    // So that looking costs a bounded share of the work, whatever lists the program has.
    limit = Math.max(Math.max(FIRST, 2 * made.size()), made.size() + reach.looked() / 4);
    byteLimit = Math.max(FIRST_BYTES, 2 * left);
  }
}
