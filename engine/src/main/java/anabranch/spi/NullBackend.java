package anabranch.spi;

import anabranch.op.Op;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The least that is a backend: the device {@code null}, which computes nothing and counts buffers,
 * so that what is measured on it is the engine alone. No service loader finds it; it is there for
 * who opens devices with it: {@code Devices.open(options, List.of(new NullBackend()))}.
 */
public final class NullBackend implements BackendProvider, Backend, Stream {
  /** The name of its device. */
  public static final String NAME = "null";

  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong buffers = new AtomicLong();

  private record NullBuffer(long bytes) implements Buffer {}

  /** A backend, and the provider of it. */
  public NullBackend() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Probe probe() {
    return new Probe.Available(List.of(new DeviceInfo(NAME, "nothing", 1L << 40, 0)), List.of());
  }

  @Override
  public Backend open(DeviceInfo device, Options options) {
    return new NullBackend();
  }

  @Override
  public Stream createStream() {
    return this;
  }

  @Override
  public int maxStreams() {
    return 1;
  }

  @Override
  public Precision precision() {
    return Precision.FP32;
  }

  @Override
  public MemoryStats memory() {
    long live = bytes.get();
    return new MemoryStats(live, live, 0, live, 1L << 40, buffers.get());
  }

  @Override
  public long trim() {
    return 0;
  }

  @Override
  public Buffer allocate(long size) {
    bytes.addAndGet(size);
    buffers.incrementAndGet();
    return new NullBuffer(size);
  }

  @Override
  public void free(Buffer buffer) {
    bytes.addAndGet(-buffer.bytes());
    buffers.decrementAndGet();
  }

  @Override
  public void run(Op op, List<View> outputs, List<View> inputs) {}

  @Override
  public void upload(MemorySegment source, Buffer target) {}

  @Override
  public void download(Buffer source, long offset, MemorySegment target) {}

  @Override
  public long record() {
    return 0;
  }

  @Override
  public void await(Event event) {}

  @Override
  public boolean isDone(long ticket) {
    return true;
  }

  @Override
  public void synchronize(long ticket) {}

  @Override
  public void close() {}
}
