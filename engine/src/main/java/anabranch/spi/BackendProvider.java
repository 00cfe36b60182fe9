package anabranch.spi;

import java.util.List;

/** The entry to a backend, found by {@link java.util.ServiceLoader}. */
public interface BackendProvider {
  /** The first part of its devices' names: {@code cpu}, {@code cuda}. */
  String name();

  /** Looks what is there. Never throws for an absent device: it says why. */
  Probe probe();

  /**
   * Opens a device that {@link #probe} listed.
   *
   * @param device its info
   * @param options the memory limit and the threads for slices
   */
  Backend open(DeviceInfo device, Options options);

  /**
   * What a backend may use.
   *
   * @param memoryLimit the most bytes of the device's memory to hold
   * @param workers the host threads over which large operations may be sliced
   * @param precision how far products of F32 matrices may be rounded
   * @param synchronous whether each operation is waited for, so that an error is thrown by the one
   *     that made it
   */
  record Options(long memoryLimit, Workers workers, Precision precision, boolean synchronous) {
    /** In FP32, without waiting for each operation. */
    public Options(long memoryLimit, Workers workers) {
      this(memoryLimit, workers, Precision.FP32, false);
    }
  }

  /** What a look at the machine found. */
  sealed interface Probe {
    /**
     * These devices can be opened.
     *
     * @param devices at least one
     * @param notes what a user should know, such as a slower path taken and why; may be empty
     */
    record Available(List<DeviceInfo> devices, List<String> notes) implements Probe {}

    /**
     * There is none.
     *
     * @param reason why, in one line
     * @param remedy what the user can do about it, in one line
     */
    record Unavailable(String reason, String remedy) implements Probe {}
  }
}
