package anabranch.run;

import anabranch.op.Spec;
import anabranch.shape.Layout;
import anabranch.shape.ShapeException;
import anabranch.spi.Buffer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/**
 * Elements between the host's memory and a device's, in row-major order and the host's byte order.
 * Backends see native memory only.
 */
public final class Transfer {
  private static final long ALIGNMENT = 64;

  private Transfer() {}

  /**
   * A new value of {@code spec} on {@code device} with the elements of {@code source}, which may be
   * reused at once.
   */
  public static Value upload(OpenDevice device, Spec spec, MemorySegment source) {
    Value value = Dispatcher.allocate(device, spec);
    try {
      checkSize(spec, source, value.grip().storage().buffer().bytes());
      Lease lease = Dispatcher.lease(device);
      if (source.byteSize() > 0) {
        Buffer buffer = value.grip().storage().buffer();
        traced("upload", lease, source.byteSize(), () -> upload(lease, source, buffer));
      }
    } catch (Throwable e) {
      value.grip().close();
      throw e;
    }
    return value;
  }

  /**
   * As {@link #upload}, but where the device can work on {@code source} as it is, nothing is
   * copied.
   *
   * @param source memory that nobody writes to until {@code release} was run
   */
  public static Value wrap(OpenDevice device, Spec spec, MemorySegment source, Runnable release) {
    boolean wrapped = false;
    try {
      checkSize(spec, source, spec.shape().numel() * spec.dtype().byteSize());
      Storage storage =
          source.isNative() ? Storage.wrap(Dispatcher.lease(device), source, release) : null;
      if (storage == null) {
        return upload(device, spec, source);
      }
      wrapped = true;
      return new Value(Grip.first(storage), spec.dtype(), Layout.contiguous(spec.shape()));
    } finally {
      if (!wrapped) {
        release.run();
      }
    }
  }

  private static void checkSize(Spec spec, MemorySegment source, long bytes) {
    if (source.byteSize() != bytes) {
      throw new ShapeException(
          "upload: %s takes %d bytes, got %d".formatted(spec, bytes, source.byteSize()));
    }
  }

  /**
   * Copies the elements of {@code value}, whose layout must be contiguous, to {@code target}, and
   * waits until they are there: so whoever frees them later need not.
   */
  public static void download(Value value, MemorySegment target) {
    Dispatcher.checkOpen("read", value);
    Lease lease = Dispatcher.lease(value.device());
    if (target.byteSize() > 0) {
      long offset = value.layout().offset() * value.dtype().byteSize();
      try {
        Buffer buffer = value.grip().storage().buffer();
        traced("download", lease, target.byteSize(), () -> download(lease, buffer, offset, target));
      } finally {
        Reference.reachabilityFence(value);
      }
    }
  }

  /**
   * A new value on {@code device} with the elements of {@code value}, whose layout must be
   * contiguous. Where a backend copies between its devices the host waits for nothing; else the
   * elements go through its memory.
   */
  public static Value copy(Value value, OpenDevice device) {
    Lease lease = Dispatcher.lease(device);
    if (lease.stream().copiesFrom(value.grip().storage().buffer())) {
      return copyDirectly(value, lease);
    }
    Spec spec = value.spec();
    try (Arena arena = Arena.ofConfined()) {
      long bytes = spec.shape().numel() * spec.dtype().byteSize();
      MemorySegment host = arena.allocate(bytes, ALIGNMENT);
      download(value, host);
      return upload(device, spec, host);
    }
  }

  /** Both ways in order: the copy after the value's work, and what follows there after the copy. */
  private static Value copyDirectly(Value value, Lease to) {
    Lease from = Dispatcher.lease(value.device());
    Value copy = Dispatcher.allocate(to.device(), value.spec());
    try {
      value.grip().storage().noteUse(from);
      Buffer target = copy.grip().storage().buffer();
      if (target.bytes() > 0) {
        to.await(from.event());
        long offset = value.layout().offset() * value.dtype().byteSize();
        Buffer source = value.grip().storage().buffer();
        traced("copy", to, target.bytes(), () -> to.stream().copy(source, offset, target));
        from.await(to.event());
      }
      return copy;
    } catch (Throwable e) {
      copy.grip().close();
      throw e;
    } finally {
      Reference.reachabilityFence(value);
    }
  }

  private static void traced(String name, Lease lease, long bytes, Runnable copy) {
    Tracing tracing = Tracing.current();
    if (tracing == null) {
      copy.run();
    } else {
      tracing.copy(name, lease, bytes, () -> DeviceTimes.around(name, lease, copy));
    }
  }

  private static void upload(Lease lease, MemorySegment source, Buffer target) {
    if (source.isNative()) {
      lease.stream().upload(source, target);
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment copy = arena.allocate(source.byteSize(), ALIGNMENT);
      lease.stream().upload(copy.copyFrom(source), target);
    }
  }

  private static void download(Lease lease, Buffer source, long offset, MemorySegment target) {
    if (target.isNative()) {
      lease.stream().download(source, offset, target);
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment copy = arena.allocate(target.byteSize(), ALIGNMENT);
      lease.stream().download(source, offset, copy);
      target.copyFrom(copy);
    }
  }
}
