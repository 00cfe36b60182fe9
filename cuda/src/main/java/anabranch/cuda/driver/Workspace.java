package anabranch.cuda.driver;

/**
 * Device memory for cuBLAS to work in, on one stream. Without one of its own per stream, results of
 * several streams are not the same from run to run.
 *
 * @param address where it is
 * @param bytes its size
 */
public record Workspace(long address, long bytes) {
  private static final int HOPPER = 90;

  /** What NVIDIA advises for a device of compute capability {@code capability}. */
  public static long bytes(int capability) {
    return capability >= HOPPER ? 32L << 20 : 4L << 20;
  }
}
