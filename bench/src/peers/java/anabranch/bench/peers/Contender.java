package anabranch.bench.peers;

import java.util.List;

/** An engine in a process of its own, with one setting of its threads. */
interface Contender extends AutoCloseable {
  /**
   * The ways in which it can run the ensemble; what differs between processes is not among them.
   */
  List<String> ways();

  /** Makes the ensemble and its input from a file; what was open before is released. */
  void open(Numbers numbers) throws Exception;

  /** Frees what {@link #open} made. */
  void release() throws Exception;

  /** Runs the ensemble once and returns its result [T, B, 2C]. */
  float[] result(String way) throws Exception;

  /**
   * Runs the ensemble {@code count} times.
   *
   * @return nanoseconds of all together
   */
  long time(String way, int count) throws Exception;

  /**
   * Forks {@code neg} of one number {@code count} times and then waits for all.
   *
   * @return nanoseconds
   * @throws UnsupportedOperationException if the engine has no fork
   */
  long forks(int count) throws Exception;

  @Override
  void close();
}
