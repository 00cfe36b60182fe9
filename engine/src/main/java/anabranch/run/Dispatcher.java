package anabranch.run;

import anabranch.op.Infer;
import anabranch.op.Op;
import anabranch.op.Spec;
import anabranch.shape.Layout;
import anabranch.shape.ShapeException;
import anabranch.spi.DeviceMemoryException;
import anabranch.spi.View;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The one way from an operation to a backend: checks, infers, allocates, runs, notes. */
public final class Dispatcher {
  private Dispatcher() {}

  /** Runs {@code op}; its outputs are new, on the inputs' device, owned by the current scope. */
  public static List<Value> run(Op op, Value... inputs) {
    OpenDevice device = check(op, inputs);
    List<Spec> specs = Infer.outputs(op, Arrays.stream(inputs).map(Value::spec).toList());
    return run(op, device, specs, inputs);
  }

  /** Runs an {@code op} without inputs on {@code device}. */
  public static Value create(Op op, OpenDevice device, Spec output) {
    Infer.check(op, List.of(output), List.of());
    return run(op, device, List.of(output)).get(0);
  }

  /** Memory for {@code spec} on {@code device}, without a value in it yet. */
  public static Value allocate(OpenDevice device, Spec spec) {
    return allocate("empty", lease(device), spec);
  }

  private static List<Value> run(Op op, OpenDevice device, List<Spec> specs, Value... inputs) {
    Lease lease = lease(device);
    Tracing tracing = Tracing.current();
    return tracing == null
        ? run(op, lease, specs, inputs)
        : tracing.op(op, lease, Tracing.shapes(specs), inputs, () -> run(op, lease, specs, inputs));
  }

  private static List<Value> run(Op op, Lease lease, List<Spec> specs, Value... inputs) {
    List<Value> outputs = new ArrayList<>(specs.size());
    try {
      for (Spec spec : specs) {
        outputs.add(allocate(op.opName(), lease, spec));
      }
      enqueue(op, lease, outputs, inputs);
    } catch (Throwable e) {
      outputs.forEach(value -> value.grip().close());
      throw e;
    }
    return outputs;
  }

  /**
   * Runs {@code op} into existing views, which are written in place.
   *
   * @throws ShapeException if an output names one element by two indices
   */
  public static void into(Op op, List<Value> outputs, Value... inputs) {
    Value[] all = new Value[outputs.size() + inputs.length];
    outputs.toArray(all);
    System.arraycopy(inputs, 0, all, outputs.size(), inputs.length);
    OpenDevice device = check(op, all);
    for (Value output : outputs) {
      if (output.layout().isExpanded()) {
        throw new ShapeException(
            op.opName()
                + ": unsupported operation: more than one element of the written-to tensor refers"
                + " to a single memory location. Please clone() the tensor before performing the"
                + " operation: "
                + output);
      }
    }
    Infer.check(
        op,
        outputs.stream().map(Value::spec).toList(),
        Arrays.stream(inputs).map(Value::spec).toList());
    Lease lease = lease(device);
    Tracing tracing = Tracing.current();
    if (tracing == null) {
      enqueue(op, lease, outputs, inputs);
    } else {
      tracing.op(
          op,
          lease,
          Tracing.shapes(outputs.stream().map(Value::spec).toList()),
          inputs,
          () -> {
            enqueue(op, lease, outputs, inputs);
            return outputs;
          });
    }
  }

  /** The current task's stream lease on {@code device}, for more work. */
  static Lease lease(OpenDevice device) {
    if (device.isClosed()) {
      throw new IllegalStateException("device " + device + ": its Devices were closed");
    }
    Task task = Context.current().task();
    task.checkCancelled();
    return task.lease(device);
  }

  private static void enqueue(Op op, Lease lease, List<Value> outputs, Value... inputs) {
    List<View> out = new ArrayList<>(outputs.size());
    for (Value value : outputs) {
      value.grip().storage().noteUse(lease);
      out.add(value.asView());
    }
    List<View> in = new ArrayList<>(inputs.length);
    for (Value value : inputs) {
      value.grip().storage().noteUse(lease);
      in.add(value.asView());
    }
    try {
      if (lease.device().timer() == null) {
        lease.stream().run(op, out, in);
      } else {
        DeviceTimes.around(op.opName(), lease, () -> lease.stream().run(op, out, in));
      }
    } finally {
      Reference.reachabilityFence(outputs);
      Reference.reachabilityFence(inputs);
    }
  }

  private static OpenDevice check(Op op, Value... values) {
    OpenDevice device = values[0].device();
    for (Value value : values) {
      checkOpen(op.opName(), value);
      if (value.device() != device) {
        boolean namesakes = device.info().name().equals(value.device().info().name());
        throw new IllegalArgumentException(
            "%s: expected all tensors to be on the same device, but found %s and %s%s; move one with to(device)"
                .formatted(
                    op.opName(),
                    device,
                    value.device(),
                    namesakes ? ", which two different Devices have opened" : ""));
      }
    }
    return device;
  }

  /** Throws unless {@code value} is open, or held by a fork around the caller. */
  public static void checkOpen(String what, Value value) {
    if (value.grip().isClosed() && !Context.current().task().holds(value.grip())) {
      throw new IllegalStateException(
          "%s: the tensor %s was closed, by close() or because the scope it was made in has ended; return it from the scope, or keep() it"
              .formatted(what, value));
    }
  }

  private static Value allocate(String what, Lease lease, Spec spec) {
    long bytes;
    try {
      bytes = Math.multiplyExact(spec.shape().numel(), (long) spec.dtype().byteSize());
    } catch (ArithmeticException e) {
      throw new ShapeException(
          "%s: a tensor of %s would have more than 2^63 - 1 bytes".formatted(what, spec));
    }
    OpenDevice device = lease.device();
    device.drain();
    Storage storage;
    try {
      storage = Storage.allocate(lease, bytes);
    } catch (DeviceMemoryException e) {
      storage = afterRecovery(lease, bytes);
    }
    return new Value(Grip.first(storage), spec.dtype(), Layout.contiguous(spec.shape()));
  }

  /**
   * Dropped tensors are found by a collection only, so one is forced before an allocation fails.
   */
  private static Storage afterRecovery(Lease lease, long bytes) {
    OpenDevice device = lease.device();
    device.unreachable().collect();
    device.streams().synchronize();
    device.backend().trim();
    return Storage.allocate(lease, bytes);
  }
}
