package anabranch.script.run;

import anabranch.Device;
import anabranch.Tensor;
import anabranch.script.ops.Host;
import anabranch.script.ops.Operation;
import anabranch.script.ops.Values.DictValue;
import anabranch.script.ops.Values.ListValue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** A line of work of a run: the one that began it, or a fork. Used by one thread at a time. */
final class Task implements Host {
  private static final int STEPS = 1024;

  private final Run run;
  private final @Nullable Task parent;
  private final @Nullable Object[] arguments;
  private final Sweeper sweeper = new Sweeper();
  private final List<Frame> frames = new ArrayList<>();
  private volatile boolean stopped;
  private int steps;

  /**
   * A task.
   *
   * @param arguments what it was given, which stays in use until it ends
   */
  Task(Run run, @Nullable Task parent, @Nullable Object[] arguments) {
    this.run = run;
    this.parent = parent;
    this.arguments = arguments;
  }

  Sweeper sweeper() {
    return sweeper;
  }

  Run run() {
    return run;
  }

  /** Lets its forks end at their next steps, since it has failed. */
  void stop() {
    stopped = true;
  }

  void step() {
    if (--steps < 0) {
      refuel();
    }
  }

  private void refuel() {
    for (Task task = parent; task != null; task = task.parent) {
      if (task.stopped) {
        throw new CancellationException("the code that made this fork has failed");
      }
    }
    if (parent == null && Thread.currentThread().isInterrupted()) {
      throw Failure.of(new InterruptedException("the program was interrupted"));
    }
    steps = run.nextSteps(STEPS) - 1;
  }

  void enter(Frame frame) {
    run.enter();
    frames.add(frame);
  }

  void leave() {
    frames.removeLast();
    run.leave();
  }

  /**
   * Looks whether there is time, and room for what {@code operation} may make of {@code values}.
   */
  void before(Operation operation, @Nullable Object[] values) {
    run.checkTime();
    if (operation.makesTensors() && run.limitsBytes()) {
      long most = Sizes.most(values);
      if (most > Sizes.SMALL) {
        run.reserve(most, Sizes.WIDEST);
      }
    }
  }

  /** Notes what an operation has made. */
  void made(Operation operation, @Nullable Object[] values, @Nullable Object result) {
    if (sweeper.made(operation, values, result)) {
      sweeper.sweep(frames, arguments, run.kept());
    }
    if (values.length > 1 && isPersistent(values[0])) {
      for (int i = 1; i < values.length; i++) {
        keep(values[i]);
      }
    }
  }

  private static boolean isPersistent(@Nullable Object value) {
    return (value instanceof ListValue list && list.isPersistent())
        || (value instanceof DictValue dict && dict.isPersistent());
  }

  /** Lets the tensors of {@code value}, which a module holds now, live on after the run. */
  void keep(@Nullable Object value) {
    Reach.persist(value);
    run.holdings().changed();
    for (Object found : Reach.plain().add(value).found()) {
      if (found instanceof Tensor tensor) {
        run.kept().add(tensor);
        if (sweeper.isMade(tensor)) {
          run.holdings().add(tensor);
        }
        tensor.keep();
      }
    }
  }

  @Override
  public Device device() {
    return run.device();
  }

  @Override
  public void charge(long bytes) {
    run.chargeHeap(bytes);
  }

  @Override
  public void reserve(long elements, int size) {
    run.reserve(elements, size);
  }
}
