package anabranch.bench;

import java.util.function.UnaryOperator;

/** A benchmark that knows what one of its operations does. */
interface Workload {
  /**
   * The work of an operation; does not depend on fields.
   *
   * @param parameter the value of the benchmark's parameter of that name
   */
  Work work(UnaryOperator<String> parameter);
}
