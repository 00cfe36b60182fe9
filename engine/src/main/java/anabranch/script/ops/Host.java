package anabranch.script.ops;

import anabranch.Device;

/** What operations ask of the run that they are part of. */
public interface Host {
  /** Where the run's tensors are. */
  Device device();

  /**
   * Counts {@code bytes} of heap that are about to be taken.
   *
   * @throws RuntimeException if the run may not have them
   */
  void charge(long bytes);

  /**
   * Checks that a tensor of {@code elements} with {@code size} bytes each may be made.
   *
   * @throws RuntimeException if the run may not have it
   */
  void reserve(long elements, int size);
}
