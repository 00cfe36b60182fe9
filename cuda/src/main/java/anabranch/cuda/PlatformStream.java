package anabranch.cuda;

import anabranch.op.Op;
import anabranch.spi.Buffer;
import anabranch.spi.Event;
import anabranch.spi.Stream;
import anabranch.spi.View;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** A stream that virtual threads may call as well; {@link PlatformThreads} make their calls. */
final class PlatformStream implements Stream {
  private final CudaStream stream;
  private final PlatformThreads threads;

  PlatformStream(CudaStream stream, PlatformThreads threads) {
    this.stream = stream;
    this.threads = threads;
  }

  @Override
  public Buffer allocate(long bytes) {
    return PlatformThreads.areNeeded()
        ? threads.call(() -> stream.allocate(bytes))
        : stream.allocate(bytes);
  }

  @Override
  public void free(Buffer buffer) {
    if (PlatformThreads.areNeeded()) {
      threads.run(() -> stream.free(buffer));
    } else {
      stream.free(buffer);
    }
  }

  @Override
  public void run(Op op, List<View> outputs, List<View> inputs) {
    if (PlatformThreads.areNeeded()) {
      threads.run(() -> stream.run(op, outputs, inputs));
    } else {
      stream.run(op, outputs, inputs);
    }
  }

  @Override
  public void upload(MemorySegment source, Buffer target) {
    if (PlatformThreads.areNeeded()) {
      MemorySegment open = unconfined(source);
      threads.run(() -> stream.upload(open, target));
    } else {
      stream.upload(source, target);
    }
  }

  @Override
  public void download(Buffer source, long offset, MemorySegment target) {
    if (PlatformThreads.areNeeded()) {
      MemorySegment open = unconfined(target);
      threads.run(() -> stream.download(source, offset, open));
    } else {
      stream.download(source, offset, target);
    }
  }

  /** The same memory for another thread, which the owner waits for. */
  private static MemorySegment unconfined(MemorySegment memory) {
    return MemorySegment.ofAddress(memory.address()).reinterpret(memory.byteSize());
  }

  @Override
  public boolean copiesFrom(Buffer source) {
    return source instanceof CudaBuffer;
  }

  @Override
  public void copy(Buffer source, long offset, Buffer target) {
    if (PlatformThreads.areNeeded()) {
      threads.run(() -> stream.copy(source, offset, target));
    } else {
      stream.copy(source, offset, target);
    }
  }

  @Override
  public long record() {
    return PlatformThreads.areNeeded() ? threads.call(stream::record) : stream.record();
  }

  @Override
  public void await(Event event) {
    CudaStream other = of(event.stream());
    if (PlatformThreads.areNeeded()) {
      threads.run(() -> stream.await(other, event.ticket()));
    } else {
      stream.await(other, event.ticket());
    }
  }

  /** The stream behind {@code stream}, which must be of this backend. */
  static CudaStream of(Stream stream) {
    if (stream instanceof PlatformStream own) {
      return own.stream;
    }
    throw new IllegalArgumentException("not a stream of CUDA: " + stream.getClass().getName());
  }

  @Override
  public boolean isDone(long ticket) {
    return PlatformThreads.areNeeded()
        ? threads.call(() -> stream.isDone(ticket))
        : stream.isDone(ticket);
  }

  @Override
  public void synchronize(long ticket) {
    if (PlatformThreads.areNeeded()) {
      threads.run(() -> stream.synchronize(ticket));
    } else {
      stream.synchronize(ticket);
    }
  }

  @Override
  public String toString() {
    return stream.toString();
  }
}
