package anabranch.cuda;

import anabranch.cuda.driver.CudaException;
import anabranch.cuda.driver.Direct;
import anabranch.cuda.driver.Driver;
import anabranch.cuda.driver.EventHandle;
import anabranch.cuda.driver.StreamHandle;
import anabranch.op.Op;
import anabranch.spi.Buffer;
import anabranch.spi.View;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A stream of the driver. Its lock is held while work is enqueued, so that work and the points
 * after it stay in order; asking for points, and waiting for them on the host, takes no lock.
 *
 * <p>When a fault has cost the device its context, all new work is refused; what a scope does when
 * it ends (frees, records, waits of other streams) passes without effect, so that the first error
 * is the one that is seen.
 */
final class CudaStream {
  /** The device may be so many points behind; then the host waits. */
  private static final int MOST_POINTS = 1024;

  private final CudaDevice device;
  private final int id;
  private final StreamHandle handle;
  private final ReentrantLock lock = new ReentrantLock();
  private final Arena arena = Arena.ofShared();
  private final Tickets tickets = new Tickets();
  private final Recent recent = new Recent();
  private final Faults faults;
  private final StreamMemory memory;
  private final Products products;
  private final Uploads uploads;
  private final Downloads downloads;
  private final StreamLauncher launcher;
  private boolean hasNews;

  /** A stream of {@code device}, whose context is bound. */
  CudaStream(CudaDevice device, int id) {
    this.device = device;
    this.id = id;
    handle = Driver.createStream();
    MemorySegment answer = arena.allocate(ValueLayout.JAVA_LONG);
    faults = new Faults(tickets);
    memory = new StreamMemory(device, handle.address(), answer);
    products = new Products(device, handle, answer);
    uploads = new Uploads(device.staging(), tickets);
    downloads = new Downloads(device.staging(), tickets);
    launcher =
        new StreamLauncher(device, memory, products, faults, recent, arena, handle.address());
  }

  private void enter() {
    lock.lock();
    try {
      device.health().check();
      device.bind();
    } catch (Throwable e) {
      lock.unlock();
      throw e;
    }
  }

  /** An error of the driver, with what may have caused it if it costs the device its context. */
  private RuntimeException explained(CudaException e) {
    if (!e.losesContext()) {
      return e;
    }
    List<String> suspects = recent.after(tickets.donePosition());
    CudaException named =
        e.on(
            "stream %d of %s; %s"
                .formatted(
                    id,
                    device.name(),
                    suspects.isEmpty()
                        ? "the fault was made by work of another stream"
                        : "since its last good point it was given: "
                            + String.join(", ", suspects)));
    device.health().fail(named);
    return named;
  }

  Buffer allocate(long bytes) {
    enter();
    try {
      hasNews = true;
      return memory.allocate(bytes);
    } catch (CudaException e) {
      throw explained(e);
    } finally {
      lock.unlock();
    }
  }

  void free(Buffer buffer) {
    CudaBuffer own = CudaBuffer.of(buffer);
    lock.lock();
    try {
      if (!device.health().isGood()) {
        StreamMemory.forget(device, own);
        own.markFreed();
        return;
      }
      device.bind();
      hasNews = true;
      memory.free(own);
    } catch (CudaException e) {
      throw explained(e);
    } finally {
      lock.unlock();
    }
  }

  void run(Op op, List<View> outputs, List<View> inputs) {
    enter();
    try {
      hasNews = true;
      recent.add(op.opName());
      device.families().run(launcher, op, outputs, inputs);
      if (device.isSynchronous()) {
        tickets.synchronize(point());
        faults.check();
      } else if (faults.wantsPoint()) {
        point();
      }
    } catch (CudaException e) {
      throw explained(e);
    } finally {
      lock.unlock();
    }
  }

  void upload(MemorySegment source, Buffer target) {
    long address = CudaBuffer.of(target).address();
    enter();
    try {
      uploads.copy(source, address, handle, this::pointAfterNews);
      hasNews = true;
    } catch (CudaException e) {
      throw explained(e);
    } finally {
      lock.unlock();
    }
  }

  void download(Buffer source, long offset, MemorySegment target) {
    long address = CudaBuffer.of(source).address() + offset;
    device.health().check();
    try {
      device.bind();
      downloads.copy(address, target, this::enqueueDownload);
      faults.check();
    } catch (CudaException e) {
      throw explained(e);
    }
  }

  private long enqueueDownload(long source, MemorySegment block) {
    enter();
    try {
      hasNews = true;
      Driver.download(source, block, handle);
      return point();
    } finally {
      lock.unlock();
    }
  }

  void copy(Buffer source, long offset, Buffer target) {
    CudaBuffer from = CudaBuffer.of(source);
    CudaBuffer to = CudaBuffer.of(target);
    from.device().health().check();
    enter();
    try {
      hasNews = true;
      recent.add("copy from " + from.device().name());
      device.copyFrom(from, offset, to, handle);
    } catch (CudaException e) {
      throw explained(e);
    } finally {
      lock.unlock();
    }
  }

  private long pointAfterNews() {
    hasNews = true;
    return point();
  }

  /** Makes a point, unless there is one after all work. The lock is held. */
  private long point() {
    if (!hasNews) {
      return tickets.last();
    }
    long ticket = tickets.record(handle, recent.position());
    hasNews = false;
    faults.passPoint();
    if (ticket > MOST_POINTS) {
      tickets.synchronize(ticket - MOST_POINTS);
    }
    return ticket;
  }

  long record() {
    lock.lock();
    try {
      if (!device.health().isGood()) {
        return tickets.last();
      }
      device.bind();
      return point();
    } catch (CudaException e) {
      throw explained(e);
    } finally {
      lock.unlock();
    }
  }

  /** Enqueues a timed event, which no wait stands for. */
  void mark(EventHandle event) {
    enter();
    try {
      hasNews = true;
      Direct.record(event.address(), handle.address());
    } catch (CudaException e) {
      throw explained(e);
    } finally {
      lock.unlock();
    }
  }

  void await(CudaStream other, long ticket) {
    if (other == this) {
      return;
    }
    lock.lock();
    try {
      if (!device.health().isGood() || !other.device.health().isGood()) {
        return;
      }
      device.bind();
      if (other.tickets.await(handle, ticket)) {
        hasNews = true;
      }
      faults.follows(other.faults, ticket);
    } catch (CudaException e) {
      throw explained(e);
    } finally {
      lock.unlock();
    }
  }

  boolean isDone(long ticket) {
    if (!device.health().isGood()) {
      return true;
    }
    try {
      device.bind();
      return tickets.isDone(ticket);
    } catch (CudaException e) {
      throw explained(e);
    }
  }

  void synchronize(long ticket) {
    device.health().check();
    try {
      device.bind();
      tickets.synchronize(ticket);
      faults.check();
    } catch (CudaException e) {
      throw explained(e);
    }
  }

  /** What a kernel reported and nobody was told. */
  @Nullable RuntimeException unseenFault() {
    lock.lock();
    try {
      tickets.synchronize(point());
      return faults.take();
    } finally {
      lock.unlock();
    }
  }

  /** Gives back what the stream has from the driver. The device is done, and bound. */
  void close() {
    try {
      products.close();
      uploads.close();
      tickets.close();
      faults.close();
      Driver.destroy(handle);
    } finally {
      arena.close();
    }
  }

  @Override
  public String toString() {
    return "stream " + id + " of " + device.name();
  }
}
