package anabranch.cuda;

import anabranch.spi.Buffer;
import anabranch.spi.View;

/** A block of a device's memory. */
final class CudaBuffer implements Buffer {
  private final CudaDevice device;
  private final long address;
  private final long bytes;
  private volatile boolean freed;

  /**
   * A block.
   *
   * @param address where it starts; 0 if it has no bytes
   */
  CudaBuffer(CudaDevice device, long address, long bytes) {
    this.device = device;
    this.address = address;
    this.bytes = bytes;
  }

  /** A view's buffer. */
  static CudaBuffer of(View view) {
    return of(view.buffer());
  }

  /**
   * The buffer as what this backend makes.
   *
   * @throws IllegalArgumentException if it is another backend's
   */
  static CudaBuffer of(Buffer buffer) {
    if (buffer instanceof CudaBuffer own) {
      return own;
    }
    throw new IllegalArgumentException(
        "the CUDA backend was given a buffer of " + buffer.getClass().getName());
  }

  /** The device that it is on. */
  CudaDevice device() {
    return device;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  /**
   * Where it starts.
   *
   * @throws IllegalStateException if it was freed
   */
  long address() {
    if (freed) {
      throw new IllegalStateException("a buffer of " + bytes + " bytes is used after it was freed");
    }
    return address;
  }

  void markFreed() {
    freed = true;
  }
}
