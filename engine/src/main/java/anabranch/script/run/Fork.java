package anabranch.script.run;

import anabranch.Async;
import anabranch.Future;
import anabranch.Tensor;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Forks a function: its arguments are what they are now. */
public final class Fork extends Instruction {
  private final FunctionCode function;
  private final int[] arguments;
  private final int to;

  /** {@code to = fork(function, arguments)}. */
  public Fork(int at, FunctionCode function, int[] arguments, int to) {
    super(at);
    this.function = function;
    this.arguments = arguments.clone();
    this.to = to;
  }

  @Override
  int run(Frame frame, int pc) {
    Task parent = frame.task;
    Run run = parent.run();
    @Nullable Object[] values = frame.get(arguments);
    run.forkStarts();
    Future<@Nullable Object> future;
    try {
      future = Async.fork(new Body(frame.function, parent, values), held(values));
    } catch (Throwable e) {
      run.forkEnds();
      throw e;
    }
    FutureValue value = new FutureValue(future, frame.function, at(), values, parent.sweeper());
    frame.set(to, value);
    parent.sweeper().forked(value);
    return pc + 1;
  }

  /** What the fork does, and where it stands in the program. */
  private final class Body implements Function<Object, @Nullable Object>, Async.Sited {
    private final FunctionCode maker;
    private final Task parent;
    private final @Nullable Object[] values;

    Body(FunctionCode maker, Task parent, @Nullable Object[] values) {
      this.maker = maker;
      this.parent = parent;
      this.values = values;
    }

    @Override
    public @Nullable Object apply(Object held) {
      Task task = new Task(parent.run(), parent, values);
      try {
        return Carried.pack(Interpreter.call(function, values, task), values, task.sweeper());
      } catch (RuntimeException | Error e) {
        task.stop();
        throw e;
      } finally {
        parent.run().forkEnds();
      }
    }

    @Override
    public StackTraceElement site() {
      return maker.source().site(maker.name(), at());
    }
  }

  /** What the engine is to keep for the fork. */
  private static Object held(@Nullable Object[] values) {
    if (values.length == 1 && values[0] instanceof Tensor tensor) {
      return tensor;
    }
    List<Object> found = Reach.plain().addAll(values).found();
    found.removeIf(value -> value instanceof Tensor tensor && tensor.isClosed());
    return found;
  }
}
