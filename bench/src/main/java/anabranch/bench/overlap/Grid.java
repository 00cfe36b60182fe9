package anabranch.bench.overlap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The sizes of a sweep.
 *
 * @param sizes channels C, ascending
 * @param batches rows of a batch B, ascending
 * @param members bidirectional LSTMs
 * @param steps the most time steps T
 */
record Grid(List<Integer> sizes, List<Integer> batches, int members, int steps) {
  Grid {
    sizes = sizes.stream().distinct().sorted().toList();
    batches = batches.stream().distinct().sorted().toList();
  }

  /** Every size with the most steps, those with the least work first. */
  List<Job> jobs() {
    List<Job> jobs = new ArrayList<>();
    for (int hidden : sizes) {
      for (int batch : batches) {
        jobs.add(new Job(members, steps, batch, hidden));
      }
    }
    jobs.sort(Comparator.comparingDouble(Job::flops));
    return jobs;
  }
}
