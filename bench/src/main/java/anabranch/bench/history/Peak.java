package anabranch.bench.history;

/**
 * The greatest that a run measured of one kind.
 *
 * @param unit of the value, which tells the kind: {@code GFLOP/s} of multiply-adds, {@code GB/s} of
 *     copying
 * @param threads that worked at once
 * @param value of all threads together
 */
public record Peak(String unit, int threads, double value) {}
