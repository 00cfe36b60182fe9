package anabranch.spi;

/** A device has no room for an allocation, also after everything that could be given back was. */
public final class DeviceMemoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Bytes that were asked for. */
  private final long asked;

  /** The device's memory when it failed. */
  private final transient MemoryStats stats;

  /** Out of memory on {@code device}: {@code asked} bytes did not fit beside {@code stats}. */
  public DeviceMemoryException(String device, long asked, MemoryStats stats) {
    super(
        "out of memory on %s: asked for %,d bytes, %,d are held by %,d live tensors and %,d by caches, the limit is %,d; free tensors earlier (a Scope frees what it made), use smaller batches, or raise the limit"
            .formatted(
                device, asked, stats.live(), stats.buffers(), stats.cached(), stats.limit()));
    this.asked = asked;
    this.stats = stats;
  }

  /** Bytes that were asked for. */
  public long asked() {
    return asked;
  }

  /** The device's memory when it failed. */
  public MemoryStats stats() {
    return stats;
  }
}
