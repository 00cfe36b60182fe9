package anabranch.bench.peers;

import static anabranch.Async.awaitAll;
import static anabranch.Async.fork;

import anabranch.Future;
import anabranch.Recurrent;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * The ensemble with members as one bidirectional layer each, as {@link anabranch.nn.Lstm} computes
 * it: each direction writes its half of the output, so that nothing is flipped or concatenated.
 *
 * @param members the weights of both directions of each
 */
record Bidirectional(List<Member> members) {
  /** The weights of a member's directions. */
  record Member(Recurrent.Weights ahead, Recurrent.Weights back) {}

  /** One member after the other, x [T, B, C] to [T, B, 2C]. */
  Tensor oneByOne(Tensor x) {
    return Scope.call(
        () -> {
          List<Tensor> results = new ArrayList<>();
          for (Member member : members) {
            results.add(run(member, x));
          }
          return Tensors.stack(results).sum(0);
        });
  }

  /** All members forked. */
  Tensor overlapping(Tensor x) {
    return Scope.call(
        () -> {
          List<Future<Tensor>> futures = new ArrayList<>();
          for (Member member : members) {
            futures.add(fork(input -> run(member, input), x));
          }
          return Tensors.stack(awaitAll(futures)).sum(0);
        });
  }

  private static Tensor run(Member member, Tensor x) {
    long channels = x.size(2);
    Tensor y = Tensors.empty(x.device(), x.dtype(), x.size(0), x.size(1), 2 * channels);
    direction(member.ahead(), x, false, y.narrow(2, 0, channels));
    direction(member.back(), x, true, y.narrow(2, channels, channels));
    return y;
  }

  private static void direction(Recurrent.Weights weights, Tensor x, boolean reverse, Tensor y) {
    Tensor h = Tensors.empty(x.device(), x.dtype(), x.size(1), x.size(2));
    Tensor c = Tensors.empty(x.device(), x.dtype(), x.size(1), x.size(2));
    Recurrent.lstm(x, weights, null, reverse, y, new Recurrent.State(h, c));
  }
}
