package anabranch.cuda;

import anabranch.cuda.driver.CudaException;
import anabranch.cuda.driver.Direct;
import anabranch.cuda.driver.Driver;
import anabranch.cuda.launch.Scratch;
import anabranch.spi.DeviceMemoryException;
import java.lang.foreign.MemorySegment;

/** Memory in the order of one stream, whose lock is held. */
final class StreamMemory {
  private final CudaDevice device;
  private final long stream;
  private final MemorySegment answer;

  /** {@code answer} is eight bytes for the driver to write into. */
  StreamMemory(CudaDevice device, long stream, MemorySegment answer) {
    this.device = device;
    this.stream = stream;
    this.answer = answer;
  }

  /** A buffer of {@code bytes} bytes with any content. */
  CudaBuffer allocate(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("a buffer has 0 bytes or more, got " + bytes);
    }
    Ledger ledger = device.ledger();
    if (!ledger.reserve(bytes)) {
      throw exhausted(bytes);
    }
    long address;
    try {
      address = bytes == 0 ? 0 : Direct.allocate(answer, bytes, stream);
    } catch (CudaException e) {
      ledger.unreserve(bytes);
      throw translated(e, bytes);
    }
    CudaBuffer buffer = new CudaBuffer(device, address, bytes);
    ledger.add(buffer);
    return buffer;
  }

  /**
   * Takes a buffer back once the stream's earlier work is done.
   *
   * @throws IllegalStateException if that was done before
   */
  void free(CudaBuffer buffer) {
    forget(device, buffer);
    if (buffer.bytes() > 0) {
      Direct.free(buffer.address(), stream);
    }
    buffer.markFreed();
  }

  /** Takes a buffer out of the books. */
  static void forget(CudaDevice device, CudaBuffer buffer) {
    if (!device.ledger().remove(buffer)) {
      throw new IllegalStateException(
          "a buffer of %d bytes is freed twice, or is none of %s"
              .formatted(buffer.bytes(), device.name()));
    }
  }

  /** Memory for one operation, for which the device's other work is waited for if need be. */
  Scratch scratch(long bytes) {
    long size = Math.max(bytes, 1);
    long address;
    try {
      address = Direct.allocate(answer, size, stream);
    } catch (CudaException first) {
      if (first.kind() != CudaException.Kind.OUT_OF_MEMORY) {
        throw first;
      }
      Driver.synchronizeContext();
      device.pool().trim();
      try {
        address = Direct.allocate(answer, size, stream);
      } catch (CudaException e) {
        throw translated(e, bytes);
      }
    }
    device.ledger().addScratch(size);
    return new Piece(address, size);
  }

  private final class Piece implements Scratch {
    private final long address;
    private final long bytes;

    Piece(long address, long bytes) {
      this.address = address;
      this.bytes = bytes;
    }

    @Override
    public long address() {
      return address;
    }

    @Override
    public void close() {
      device.ledger().addScratch(-bytes);
      Direct.free(address, stream);
    }
  }

  private RuntimeException translated(CudaException e, long bytes) {
    if (e.kind() != CudaException.Kind.OUT_OF_MEMORY) {
      return e;
    }
    DeviceMemoryException failure = exhausted(bytes);
    failure.initCause(e);
    return failure;
  }

  private DeviceMemoryException exhausted(long bytes) {
    return new DeviceMemoryException(
        device.name(), bytes, device.ledger().stats(device.pool().reserved()));
  }
}
