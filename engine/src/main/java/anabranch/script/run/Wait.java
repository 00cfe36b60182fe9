package anabranch.script.run;

import anabranch.ForkException;
import anabranch.script.ops.ScriptError;
import anabranch.script.ops.Values;
import org.jspecify.annotations.Nullable;

/** Awaits a fork. */
public final class Wait extends Instruction {
  private final int future;
  private final int to;

  /** {@code to = wait(future)}. */
  public Wait(int at, int future, int to) {
    super(at);
    this.future = future;
    this.to = to;
  }

  @Override
  int run(Frame frame, int pc) {
    if (!(frame.get(future) instanceof FutureValue value)) {
      throw new ScriptError("wait: expected a Future, got " + Values.kind(frame.get(future)));
    }
    frame.set(to, await(value, frame.task));
    return pc + 1;
  }

  private static @Nullable Object await(FutureValue value, Task task) {
    try {
      Object packed = task.run().await(value.future());
      task.sweeper().awaited(value, Carried.fresh(packed));
      return Carried.value(packed);
    } catch (ForkException e) {
      Failure failure = e.getCause() instanceof Failure f ? f.copy() : Failure.of(e);
      failure.passed(value.site());
      for (Throwable other : e.getSuppressed()) {
        failure.addSuppressed(other);
      }
      throw failure;
    }
  }
}
