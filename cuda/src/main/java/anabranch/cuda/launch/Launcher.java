package anabranch.cuda.launch;

import anabranch.cuda.driver.Gemm;
import anabranch.spi.View;

/**
 * One stream, as the families of kernels see it. Its lock is held and its context bound while an
 * operation is being enqueued; nothing here blocks on the device.
 *
 * <p>A launch is {@code begin}, the kernel's arguments in the order of its parameters, {@code
 * launch}. Arguments go to a block of native memory that the stream keeps, so that a launch
 * allocates nothing.
 */
public interface Launcher {
  /** The threads of a block of kernels that were written with {@code KERNEL}. */
  int THREADS = 256;

  /** The device's kernels. */
  Kernels kernels();

  /** How many multiprocessors the device has. */
  int multiprocessors();

  /** Starts the arguments of a launch of {@code kernel}. */
  Launcher begin(Kernel kernel);

  /** An In or Out: where the first element of {@code view} is. */
  Launcher pointer(View view);

  /** An In or Out: an address. */
  Launcher pointer(long address);

  /** An int32_t. */
  Launcher i32(int value);

  /** An int64_t. */
  Launcher i64(long value);

  /** A float. */
  Launcher f32(float value);

  /** A double. */
  Launcher f64(double value);

  /** A Strided of as many operands. */
  Launcher strided(Strided strided);

  /**
   * An {@code Out<int64_t> fault, int64_t launch} pair for reportFault. The error is thrown by the
   * call that next waits for this stream's work, on this stream or on one that waited for it.
   */
  Launcher fault(FaultSite site);

  /** Enqueues the kernel; {@code blocks} in one dimension, {@code threads} of each. */
  void launch(long blocks, int threads);

  /** Enqueues a kernel that strides over {@code n} items by the grid; nothing if there are none. */
  default void launchOver(long n) {
    if (n > 0) {
      long blocks = (n + THREADS - 1) / THREADS;
      launch(Math.min(blocks, 32L * multiprocessors()), THREADS);
    }
  }

  /** Where the first element of {@code view} is. */
  long address(View view);

  /** Memory for work in between. */
  Scratch scratch(long bytes);

  /** Sets {@code bytes} bytes from {@code address} to 0. */
  void zero(long address, long bytes);

  /** Enqueues a product. */
  void gemm(Gemm gemm);
}
