package anabranch.cuda.launch;

/** What to say when a kernel finds a value that is not allowed. */
@FunctionalInterface
public interface FaultSite {
  /**
   * The error, as the CPU fallback words it.
   *
   * @param value what the kernel found
   * @param bound what it was held against
   */
  RuntimeException error(long value, long bound);
}
