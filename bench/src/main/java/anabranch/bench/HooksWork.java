package anabranch.bench;

import static anabranch.Async.awaitAll;
import static anabranch.Async.fork;

import anabranch.Future;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * What {@link HooksBench} measures, in types of the JDK only, since it is loaded twice: does a
 * number of operations, or of forks in groups of eight, each awaited, if that number is negative.
 */
public final class HooksWork implements IntUnaryOperator, AutoCloseable {
  private static final int GROUP = 8;

  private final Opened opened;
  private final Tensor x;

  /** Opens a CPU device with a number of host threads. */
  public HooksWork(int threads) throws Exception {
    opened = new Opened("cpu", threads);
    x = opened.make(() -> Tensors.ones());
  }

  @Override
  public int applyAsInt(int count) {
    try {
      return opened.call(() -> count < 0 ? forks(-count) : operations(count));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private int operations(int count) {
    Scope.run(
        () -> {
          for (int i = 0; i < count; i++) {
            x.neg().close();
          }
        });
    return count;
  }

  private int forks(int count) {
    for (int i = 0; i < count / GROUP; i++) {
      Scope.run(this::group);
    }
    return count;
  }

  private List<Tensor> group() {
    List<Future<Tensor>> futures = new ArrayList<>(GROUP);
    for (int i = 0; i < GROUP; i++) {
      futures.add(fork(Tensor::neg, x));
    }
    return awaitAll(futures);
  }

  @Override
  public void close() {
    opened.close();
  }
}
