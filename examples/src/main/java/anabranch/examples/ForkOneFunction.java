package anabranch.examples;

import static anabranch.Async.await;
import static anabranch.Async.fork;

import anabranch.Device;
import anabranch.Future;
import anabranch.Tensor;
import anabranch.Tensors;

/** The tutorial's first example: a function called twice at the same time. Prints (-1., -1.). */
public final class ForkOneFunction {
  private ForkOneFunction() {}

  private static Tensor foo(Tensor x) {
    return x.neg();
  }

  /** Runs it. */
  public static void main(String[] args) {
    Tensor x = Tensors.ones(Device.best(), 1);

    Future<Tensor> future = fork(ForkOneFunction::foo, x); // starts at once
    Tensor normal = foo(x); // may overlap with it
    Tensor parallel = await(future); // only here it has to be there

    System.out.println("(%.0f., %.0f.)".formatted(normal.item(), parallel.item()));
    Expect.equal("the forked call", normal, parallel);
  }
}
