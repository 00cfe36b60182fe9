package anabranch.bench.overlap;

/**
 * What no way of running a job can be faster than, by the peaks that were measured (the roofline
 * model of Williams, Waterman and Patterson, 2009).
 *
 * @param compute seconds that the multiply-adds take at the peak
 * @param memory seconds that reading the weights takes at the peak
 */
record Floor(double compute, double memory) {
  /** The greater of both, in seconds. */
  double seconds() {
    return Math.max(compute, memory);
  }

  /** Whether it is the memory that sets it. */
  boolean isMemory() {
    return memory > compute;
  }
}
