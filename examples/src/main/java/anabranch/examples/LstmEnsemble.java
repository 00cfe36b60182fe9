package anabranch.examples;

import static anabranch.Async.awaitAll;
import static anabranch.Async.fork;

import anabranch.Future;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.nn.Module;
import anabranch.nn.ModuleList;
import java.util.ArrayList;
import java.util.List;

/** Bidirectional LSTMs over the same input, summed: x [T, B, C] to [T, B, 2C]. */
public final class LstmEnsemble extends Module<Tensor, Tensor> {
  /** What overlaps. The result is the same. */
  public enum Mode {
    /** Nothing: the tutorial's baseline. */
    SEQUENTIAL,
    /** The two directions of a member. */
    DIRECTIONS,
    /** The members, and in each its two directions. */
    MEMBERS
  }

  private final ModuleList<BidirectionalLstm> models;
  private volatile Mode mode = Mode.SEQUENTIAL;

  /** An ensemble of {@code members}, each with {@code channels} inputs and random weights. */
  public LstmEnsemble(int members, int channels) {
    models = child("models", ModuleList.of(members, i -> new BidirectionalLstm(channels)));
  }

  /** Chooses what overlaps from now on; returns this. */
  public LstmEnsemble mode(Mode mode) {
    this.mode = mode;
    for (BidirectionalLstm model : models) {
      model.forkDirections(mode != Mode.SEQUENTIAL);
    }
    return this;
  }

  @Override
  protected String profileName() {
    return "ensemble";
  }

  @Override
  protected Tensor forward(Tensor x) {
    List<Tensor> results = mode == Mode.MEMBERS ? overlapping(x) : oneByOne(x);
    return Tensors.stack(results).sum(0);
  }

  private List<Tensor> oneByOne(Tensor x) {
    List<Tensor> results = new ArrayList<>();
    for (BidirectionalLstm model : models) {
      results.add(model.apply(x));
    }
    return results;
  }

  private List<Tensor> overlapping(Tensor x) {
    List<Future<Tensor>> futures = new ArrayList<>();
    for (BidirectionalLstm model : models) {
      futures.add(fork(model, x));
    }
    return awaitAll(futures);
  }
}
