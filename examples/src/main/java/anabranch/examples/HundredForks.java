package anabranch.examples;

import static anabranch.Async.awaitAll;
import static anabranch.Async.fork;

import anabranch.Device;
import anabranch.Future;
import anabranch.Tensor;
import anabranch.Tensors;
import java.util.ArrayList;
import java.util.List;

/** The tutorial's second example: forks in a loop, and a list of futures. Prints -100. */
public final class HundredForks {
  private HundredForks() {}

  /** Runs it. */
  public static void main(String[] args) {
    Tensor x = Tensors.ones(Device.best());

    List<Future<Tensor>> futures = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      futures.add(fork(Tensor::neg, x));
    }
    Tensor total = Tensors.stack(awaitAll(futures)).sum();

    System.out.println("%.0f".formatted(total.item()));
    Expect.equal("the sum of 100 forks", Tensors.full(Device.best(), -100), total);
  }
}
