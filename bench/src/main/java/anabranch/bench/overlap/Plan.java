package anabranch.bench.overlap;

import anabranch.examples.LstmEnsemble.Mode;
import java.util.ArrayList;
import java.util.List;

/**
 * What is run at each size so that a sweep ends in time: sizes that would take more than their
 * share get fewer time steps. How fast this machine is, it learns from the sizes before.
 */
final class Plan {
  /** Below these, the first step and what comes before it would weigh too much. */
  static final int LEAST_STEPS = 4;

  /** Forks that have nothing beside them are run only where a run is short enough to see them. */
  static final double SHORT_SECONDS = 0.1;

  /** Opening devices, warming up, recording. */
  private static final double FIXED_SECONDS = 3.5;

  /** Runs of each way besides the rounds: the check, the warm-up, and the recording. */
  private static final int MORE_RUNS = 3;

  private static final double FIRST_GUESS = 1.4;
  private static final int HALVINGS = 60;

  private final List<Integer> widths;
  private final int rounds;
  private double slowness = FIRST_GUESS;

  /**
   * A plan.
   *
   * @param widths ascending
   * @param rounds of each way at each size
   */
  Plan(List<Integer> widths, int rounds) {
    this.widths = widths;
    this.rounds = rounds;
  }

  /** The ways to run {@code job}. */
  List<Way> ways(Job job, Peaks peaks) {
    List<Way> ways = new ArrayList<>();
    for (int width : widths) {
      boolean beside = width > 1 || widths.size() == 1;
      boolean brief = slowness * peaks.floor(job, width).seconds() <= SHORT_SECONDS;
      for (Mode mode : Mode.values()) {
        if (mode == Mode.SEQUENTIAL || beside || brief) {
          ways.add(new Way(mode, width));
        }
      }
    }
    return ways;
  }

  /** The seconds that measuring {@code job} is expected to take, besides a fixed part. */
  double seconds(Job job, Peaks peaks) {
    return slowness
        * (rounds + MORE_RUNS)
        * ways(job, peaks).stream()
            .mapToDouble(way -> peaks.floor(job, way.width()).seconds())
            .sum();
  }

  /** Notes that measuring {@code job} took {@code seconds}. */
  void took(Job job, Peaks peaks, double seconds) {
    double floor = seconds(job, peaks) / slowness;
    double variable = seconds - FIXED_SECONDS;
    if (variable > 1) {
      slowness = Math.clamp(variable / floor, 1, 10);
    }
  }

  /**
   * The next of {@code jobs} with as many steps as there is time for: the sizes get equal shares of
   * the seconds that are left, and what one does not need the others get.
   *
   * @param jobs all that are left, with the most steps
   */
  Job next(List<Job> jobs, Peaks peaks, double secondsLeft) {
    double share = share(jobs, peaks, secondsLeft - jobs.size() * FIXED_SECONDS);
    Job job = jobs.getFirst();
    double part = Math.min(1, share / seconds(job, peaks));
    int least = Math.min(LEAST_STEPS, job.steps());
    return job.withSteps(Math.max(least, (int) (part * job.steps())));
  }

  private double share(List<Job> jobs, Peaks peaks, double seconds) {
    double low = 0;
    double high = Math.max(seconds, 1);
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      double sum = 0;
      for (Job job : jobs) {
        double all = seconds(job, peaks);
        double least = all * LEAST_STEPS / job.steps();
        sum += Math.max(Math.min(all, middle), Math.min(all, least));
      }
      if (sum > seconds) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return low;
  }
}
