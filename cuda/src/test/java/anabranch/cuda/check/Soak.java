package anabranch.cuda.check;

import static anabranch.Async.await;
import static anabranch.Async.fork;

import anabranch.Device;
import anabranch.Devices;
import anabranch.Future;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.nn.Lstm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Several threads of an application use one model for long: {@code Soak SECONDS [DEVICE]}. Ends
 * with status 1 if a result is wrong, a call fails, or anything has grown.
 */
public final class Soak {
  private static final int THREADS = 8;
  private static final int CHANNELS = 16;
  private static final int MOST_STREAMS = 33;

  private final Device device;
  private final AtomicLong runs = new AtomicLong();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private Soak(Device device) {
    this.device = device;
  }

  /** What is held. */
  private record Held(long live, long storages, int streams) {
    static Held of(Device device) {
      device.synchronize();
      return new Held(device.memory().live(), device.memory().storages(), device.streams());
    }
  }

  /** Takes the seconds and maybe the device. */
  public static void main(String[] args) throws Exception {
    if (args.length < 1 || args.length > 2) {
      System.err.println("usage: Soak SECONDS [DEVICE]");
      System.exit(2);
    }
    Duration time = Duration.ofSeconds(Long.parseLong(args[0]));
    boolean good;
    try (Devices devices = Devices.open(Devices.Options.defaults().withThreads(2))) {
      Device device = devices.get(args.length == 2 ? args[1] : "cuda:0");
      good = device.use(() -> new Soak(device).run(time));
    }
    System.exit(good ? 0 : 1);
  }

  private boolean run(Duration time) throws InterruptedException {
    Lstm model = Lstm.of(CHANNELS, CHANNELS);
    Tensor x = Tensors.rand(device, 5, 3, CHANNELS);
    float[] expected = Scope.call(() -> result(model, x));
    threads(Instant.now().plusSeconds(2), model, x, expected);
    Held before = Held.of(device);
    runs.set(0);
    threads(Instant.now().plus(time), model, x, expected);
    Held after = Held.of(device);
    System.out.printf(
        "%d threads, %d s: %,d runs of 3 forks each; before %s, after %s%n",
        THREADS, time.toSeconds(), runs.get(), before, after);
    Throwable error = failure.get();
    if (error != null) {
      error.printStackTrace(System.out);
    }
    x.close();
    model.close();
    return error == null
        && after.live() == before.live()
        && after.storages() == before.storages()
        && after.streams() <= MOST_STREAMS;
  }

  private void threads(Instant end, Lstm model, Tensor x, float[] expected)
      throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(
          Thread.ofPlatform().name("application-" + i).start(() -> until(end, model, x, expected)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void until(Instant end, Lstm model, Tensor x, float[] expected) {
    try {
      while (failure.get() == null && Instant.now().isBefore(end)) {
        float[] y = device.use(() -> Scope.call(() -> result(model, x)));
        if (!Arrays.equals(expected, y)) {
          throw new IllegalStateException("a result differs from the first one");
        }
        runs.incrementAndGet();
      }
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    }
  }

  private static float[] result(Lstm model, Tensor x) {
    List<Future<Lstm.Output>> forks = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      forks.add(fork(model, x));
    }
    Tensor sum = await(forks.get(0)).output();
    for (Future<Lstm.Output> f : forks.subList(1, forks.size())) {
      sum = sum.add(await(f).output());
    }
    return sum.toFloatArray();
  }
}
