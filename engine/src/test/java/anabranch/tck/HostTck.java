package anabranch.tck;

import static anabranch.Async.fork;

import anabranch.Async;
import anabranch.Devices;
import anabranch.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A suite that holds for any number of host threads, on the pool and on other threads. */
@ParameterizedClass
@EnumSource(HostTck.Host.class)
public abstract class HostTck extends TckBase {
  /** Where a test method runs. */
  public enum Host {
    /** On the only thread of the host pool. */
    INSIDE_1(1, true),
    /** On one of two threads of the host pool. */
    INSIDE_2(2, true),
    /** On one of eight threads of the host pool. */
    INSIDE_8(8, true),
    /** On another thread, beside a pool of one. */
    OUTSIDE_1(1, false),
    /** On another thread, beside a pool of two. */
    OUTSIDE_2(2, false),
    /** On another thread, beside a pool of eight. */
    OUTSIDE_8(8, false);

    private final int threads;
    private final boolean inside;

    Host(int threads, boolean inside) {
      this.threads = threads;
      this.inside = inside;
    }
  }

  /** A pair of values. */
  public record Pair<A, B>(A first, B second) {}

  @Parameter Host host;

  @Override
  protected Devices.Options options() {
    return Devices.Options.defaults().withThreads(host.threads);
  }

  @Override
  protected final boolean onHostPool() {
    return host.inside;
  }

  /** A future that a test completes to let forks go on. */
  static Future<Void> gate() {
    return Future.create();
  }

  static void open(Future<Void> gate) {
    gate.setResult(null);
  }

  /** Keeps every host thread busy until the latch is counted down, so that no fork is started. */
  final CountDownLatch occupyThreads() throws InterruptedException {
    int others = host.inside ? host.threads - 1 : host.threads;
    CountDownLatch running = new CountDownLatch(others);
    CountDownLatch release = new CountDownLatch(1);
    for (int i = 0; i < others; i++) {
      fork(
          () -> {
            running.countDown();
            release.await();
            return null;
          });
    }
    running.await();
    return release;
  }

  /**
   * Runs {@code body} on {@code n} threads of its own at once and throws what one of them threw.
   */
  static void onThreads(int n, ThreadBody body) {
    List<Future<Void>> ended = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      int index = i;
      Future<Void> end = Future.create();
      ended.add(end);
      Thread.ofPlatform()
          .start(
              () -> {
                try {
                  body.run(index);
                  end.setResult(null);
                } catch (Throwable e) {
                  end.setException(e);
                }
              });
    }
    ended.forEach(Async::await);
  }

  /** What a thread of {@link #onThreads} runs. */
  @FunctionalInterface
  interface ThreadBody {
    void run(int index) throws Exception;
  }
}
