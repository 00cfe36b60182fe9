package anabranch.examples;

import static anabranch.Async.await;
import static anabranch.Async.fork;

import anabranch.Future;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.nn.Lstm;
import anabranch.nn.Module;

/**
 * Two LSTM layers over the same sequence, one of them backwards in time: x [T, B, C] to [T, B, 2C].
 * The two do not depend on each other, so one may be forked.
 */
public final class BidirectionalLstm extends Module<Tensor, Tensor> {
  private final Lstm cellF;
  private final Lstm cellB;
  private volatile boolean forking;

  /** With {@code channels} inputs and as many hidden units, and random weights. */
  public BidirectionalLstm(int channels) {
    cellF = child("cell_f", Lstm.of(channels, channels));
    cellB = child("cell_b", Lstm.of(channels, channels));
  }

  /** Lets the two directions overlap from now on, or run one after the other. */
  void forkDirections(boolean fork) {
    forking = fork;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return forking ? overlapping(x) : oneByOne(x);
  }

  private Tensor oneByOne(Tensor x) {
    Tensor ahead = cellF.apply(x).output();
    return Tensors.cat(2, ahead, backwards(x));
  }

  private Tensor overlapping(Tensor x) {
    Future<Lstm.Output> ahead = fork(cellF, x);
    Tensor back = backwards(x);
    return Tensors.cat(2, await(ahead).output(), back);
  }

  private Tensor backwards(Tensor x) {
    return cellB.apply(x.flip(0)).output().flip(0);
  }
}
