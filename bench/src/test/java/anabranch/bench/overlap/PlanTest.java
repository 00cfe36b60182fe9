package anabranch.bench.overlap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.examples.LstmEnsemble.Mode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A sweep ends in time: large sizes get fewer steps. */
final class PlanTest {
  private static final Grid GRID =
      new Grid(List.of(64, 128, 256, 512, 1024, 2048), List.of(1, 8, 50, 256), 4, 50);

  private final Plan plan = new Plan(List.of(1, 2), 7);

  @Test
  void withAllTheTimeThereIsEverySizeGetsAllSteps() {
    assertEquals(50, plan.next(List.of(GRID.jobs().getLast()), MadeUp.PEAKS, 1e6).steps());
  }

  @Test
  void smallSizesKeepTheirStepsAndLargeOnesShareWhatIsLeft() {
    List<Job> left = new ArrayList<>(GRID.jobs());
    double secondsLeft = 480;
    double sum = 0;
    List<Job> planned = new ArrayList<>();
    while (!left.isEmpty()) {
      Job job = plan.next(left, MadeUp.PEAKS, secondsLeft);
      double takes = plan.seconds(job, MadeUp.PEAKS) + 3.5;
      secondsLeft -= takes;
      sum += takes;
      planned.add(job);
      left.removeFirst();
    }
    assertEquals(50, planned.getFirst().steps());
    assertTrue(planned.getLast().steps() < 20, planned.getLast().toString());
    assertTrue(planned.getLast().steps() >= Plan.LEAST_STEPS);
    assertTrue(sum < 520, "planned " + sum + " s");
  }

  @Test
  void aMachineThatIsSlowerThanItsFloorGetsFewerSteps() {
    Job last = GRID.jobs().getLast();
    int before = plan.next(List.of(last), MadeUp.PEAKS, 300).steps();
    plan.took(last, MadeUp.PEAKS, 2 * plan.seconds(last, MadeUp.PEAKS) + 3.5);
    assertTrue(plan.next(List.of(last), MadeUp.PEAKS, 300).steps() < before);
  }

  @Test
  void forksWithNothingBesideThemAreRunWhereTheyAreShort() {
    Way alone = new Way(Mode.MEMBERS, 1);
    assertTrue(plan.ways(new Job(4, 50, 1, 64), MadeUp.PEAKS).contains(alone));
    assertTrue(!plan.ways(new Job(4, 50, 50, 1024), MadeUp.PEAKS).contains(alone));
    assertEquals(3, new Plan(List.of(1), 7).ways(new Job(4, 50, 50, 1024), MadeUp.PEAKS).size());
  }
}
