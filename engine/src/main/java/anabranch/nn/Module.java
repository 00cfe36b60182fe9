package anabranch.nn;

import anabranch.Device;
import anabranch.Scope;
import anabranch.profile.record.Recorder;
import anabranch.shape.DType;
import java.util.function.Function;

/**
 * A function with parameters. Subclasses register children and parameters in their constructor, and
 * compute in {@link #forward}:
 *
 * <pre>{@code
 * final class BidirectionalLstm extends Module<Tensor, Tensor> {
 *   private final Lstm cellF = child("cell_f", Lstm.of(C, C));
 *   private final Lstm cellB = child("cell_b", Lstm.of(C, C));
 *
 *   @Override
 *   protected Tensor forward(Tensor x) {
 *     Future<Lstm.Output> ahead = fork(cellF, x);
 *     Tensor back = cellB.apply(x.flip(0)).output().flip(0);
 *     return Tensors.cat(2, await(ahead).output(), back);
 *   }
 * }
 * }</pre>
 *
 * <p>A call changes nothing in a module, so one may be called by many threads and forks at once.
 *
 * @param <I> what it takes: a tensor, or a record or list of some
 * @param <O> what it gives
 */
public abstract non-sealed class Module<I, O> extends ModuleTree implements Function<I, O> {
  /** A module without parameters or children yet. */
  protected Module() {}

  /** Computes the result; called by {@link #apply} inside a scope of its own. */
  protected abstract O forward(I input);

  /** Runs {@link #forward} in a {@link Scope}: what it made and did not return is freed. */
  @Override
  public final O apply(I input) {
    Recorder recorder = Recorder.current();
    return recorder == null
        ? Scope.call(() -> forward(input))
        : recorder.module(this, ModuleTree::label, () -> Scope.call(() -> forward(input)));
  }

  /**
   * Sets training mode on this and all below.
   *
   * @return this
   */
  public final Module<I, O> train() {
    setTraining(true);
    return this;
  }

  /**
   * Ends training mode on this and all below.
   *
   * @return this
   */
  public final Module<I, O> eval() {
    setTraining(false);
    return this;
  }

  /**
   * Moves all parameters and buffers to {@code device}. No call may be under way meanwhile.
   *
   * @return this
   */
  public final Module<I, O> to(Device device) {
    move(device);
    return this;
  }

  /**
   * Converts all real-valued parameters and buffers. No call may be under way meanwhile.
   *
   * @return this
   * @throws IllegalArgumentException if {@code dtype} is not a floating-point type
   */
  public final Module<I, O> to(DType dtype) {
    convert(dtype);
    return this;
  }
}
