package anabranch.bench.overlap;

/** Looks for the machine's peaks, again and again during a sweep, and keeps the best. */
sealed interface PeakMeter permits CpuPeaks, GpuPeaks {
  /** Looks once more, unless it did a short while ago. Nothing else should work meanwhile. */
  void look() throws Exception;

  /** The best so far. */
  Peaks best();
}
