package anabranch.run;

import anabranch.op.Op;
import anabranch.op.Spec;
import anabranch.profile.Span.Kind;
import anabranch.profile.record.Flight;
import anabranch.profile.record.ForkTrace;
import anabranch.profile.record.Operands;
import anabranch.profile.record.Recorder;
import anabranch.spi.Buffer;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the engine tells who watches it: the current recording, and the JVM's flight recorder. Where
 * nobody does there is none.
 */
public final class Tracing {
  private static final String LAMBDA = "lambda$";
  private static final Tracing FLIGHT_ONLY = new Tracing(null);

  private final @Nullable Recorder recorder;

  private Tracing(@Nullable Recorder recorder) {
    this.recorder = recorder;
  }

  /** Who watches the calling code, or null. */
  public static @Nullable Tracing current() {
    Recorder recorder = Recorder.current();
    if (recorder != null) {
      return new Tracing(recorder);
    }
    return Flight.isOn() ? FLIGHT_ONLY : null;
  }

  static Object[] shapes(List<Spec> specs) {
    return specs.stream().map(Spec::shape).toArray();
  }

  /** Runs {@code op}, which makes or writes {@code outputs}. */
  List<Value> op(
      Op op, Lease lease, Object[] outputs, Value[] inputs, Supplier<List<Value>> launch) {
    return span(Kind.OP, op.opName(), operands(lease, outputs, inputs), 0, launch);
  }

  /** Copies {@code bytes} from or to the host. */
  void copy(String name, Lease lease, long bytes, Runnable copy) {
    Operands operands = operands(lease, new Object[] {bytes + " bytes"});
    span(
        Kind.COPY,
        name,
        operands,
        bytes,
        () -> {
          copy.run();
          return List.of();
        });
  }

  private static Operands operands(Lease lease, Object[] outputs, Value... inputs) {
    Object[] shapes = new Object[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      shapes[i] = inputs[i].layout().shape();
    }
    return new Operands(lease.device().info().name(), lease.number(), outputs, shapes);
  }

  private List<Value> span(
      Kind kind, String name, Operands operands, long bytes, Supplier<List<Value>> body) {
    try (Flight.Open _ = Flight.op(name, operands)) {
      if (recorder == null) {
        return body.get();
      }
      recorder.begin(kind, name, operands);
      try {
        return body.get();
      } finally {
        recorder.end(bytes);
      }
    }
  }

  /** Notes that {@code buffer} was allocated. */
  void allocated(Lease lease, Buffer buffer) {
    memory(lease.device(), buffer.bytes());
  }

  /** Notes that {@code buffer} was freed. */
  void freed(Lease lease, Buffer buffer) {
    memory(lease.device(), -buffer.bytes());
  }

  private void memory(OpenDevice device, long bytes) {
    long live = device.backend().memory().live();
    Flight.memory(device.info().name(), bytes, live);
    if (recorder != null) {
      recorder.memory(device.info().name(), bytes, live);
    }
  }

  /** Notes a fork that was made since {@code start}; null if no recording does. */
  @Nullable ForkTrace fork(@Nullable StackTraceElement site, long start) {
    String name = site == null ? "fork" : name(site);
    Flight.fork(name);
    return recorder == null ? null : recorder.fork(name, site, start);
  }

  private static String name(@Nullable ForkTask fork) {
    StackTraceElement site = fork == null ? null : fork.site();
    return site == null ? "" : name(site);
  }

  /** {@code fork Ensemble.forward:31}: short, and without what javac made of a lambda. */
  private static String name(StackTraceElement site) {
    String type = site.getClassName();
    String method = site.getMethodName();
    if (method.startsWith(LAMBDA)) {
      method = method.substring(LAMBDA.length(), method.lastIndexOf('$'));
    }
    String simple = type.substring(type.lastIndexOf('.') + 1);
    return "fork " + simple + "." + method + ":" + site.getLineNumber();
  }

  /** Runs {@code wait}, which waits for {@code fork}, or for several if that is null. */
  public <R extends @Nullable Object, X extends Throwable> R waiting(
      @Nullable ForkTask fork, ScopedValue.CallableOp<? extends R, X> wait) throws X {
    ForkTrace trace = fork == null ? null : fork.trace();
    try (Flight.Open _ = Flight.await(trace == null ? name(fork) : trace.name())) {
      if (recorder == null) {
        return wait.call();
      }
      recorder.beginWait(trace);
      try {
        return wait.call();
      } finally {
        recorder.end();
      }
    }
  }

  /** Notes that the calling task has taken over what {@code fork} made, since {@code start}. */
  public void awaited(ForkTask fork, long start) {
    ForkTrace trace = fork.trace();
    if (recorder != null && trace != null) {
      recorder.awaited(trace, start);
    }
  }
}
