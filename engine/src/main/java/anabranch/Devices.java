package anabranch;

import anabranch.run.Context;
import anabranch.run.Engine;
import anabranch.run.Failures;
import anabranch.run.ForkTask;
import anabranch.run.OpenDevice;
import anabranch.run.Outcome;
import anabranch.run.Settings;
import anabranch.run.Tracing;
import anabranch.spi.BackendProvider;
import anabranch.spi.BackendProvider.Probe;
import anabranch.spi.DeviceInfo;
import anabranch.spi.Precision;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The devices of this machine and the host threads that work for them. {@link #system} is there for
 * every program; open others to choose the number of threads or a memory limit.
 */
public final class Devices implements AutoCloseable {
  private static final Logger LOG = System.getLogger("anabranch");

  private final Engine engine;

  Devices(Engine engine) {
    this.engine = engine;
  }

  /**
   * What to open devices with.
   *
   * @param threads how many host threads to keep busy, 1 to 4096
   * @param memoryLimit the most bytes to hold on each device
   * @param keepForkSites whether errors tell where their forks were made
   * @param precision how far products of F32 matrices may be rounded
   * @param synchronous whether each operation is waited for, so that an error is thrown by the one
   *     that made it
   */
  public record Options(
      int threads,
      long memoryLimit,
      boolean keepForkSites,
      Precision precision,
      boolean synchronous) {
    /**
     * As many threads as the machine grants, no limit beyond the device's memory, no fork sites,
     * FP32, without waiting for each operation.
     */
    public static Options defaults() {
      return of(Settings.defaults());
    }

    /**
     * The environment's: ANABRANCH_THREADS, ANABRANCH_MEMORY, ANABRANCH_PRECISION, ANABRANCH_DEBUG.
     */
    public static Options ofEnvironment() {
      return of(Settings.of(System.getenv()));
    }

    private static Options of(Settings s) {
      return new Options(
          s.threads(), s.memoryLimit(), s.keepForkSites(), s.precision(), s.synchronous());
    }

    /** The same with {@code threads} host threads. */
    public Options withThreads(int threads) {
      return new Options(threads, memoryLimit, keepForkSites, precision, synchronous);
    }

    /** The same with a limit of {@code bytes} on each device. */
    public Options withMemoryLimit(long bytes) {
      return new Options(threads, bytes, keepForkSites, precision, synchronous);
    }

    /** The same with fork sites kept or not. */
    public Options withForkSites(boolean keep) {
      return new Options(threads, memoryLimit, keep, precision, synchronous);
    }

    /** The same with products of F32 matrices rounded as far as {@code precision} permits. */
    public Options withPrecision(Precision precision) {
      return new Options(threads, memoryLimit, keepForkSites, precision, synchronous);
    }

    /** The same with each operation waited for, or not. */
    public Options withSynchronous(boolean synchronous) {
      return new Options(threads, memoryLimit, keepForkSites, precision, synchronous);
    }
  }

  /**
   * The devices of code that opened none; configured by the environment, closed when the JVM ends.
   */
  public static Devices system() {
    return new Devices(Engine.system());
  }

  /** The devices that the calling code runs with: those of {@link #call}, else the system's. */
  public static Devices current() {
    return new Devices(Context.current().engine());
  }

  /**
   * Opens devices with host threads of their own, with every backend that the service loader finds.
   */
  public static Devices open(Options options) {
    List<BackendProvider> providers = new ArrayList<>();
    ServiceLoader.load(BackendProvider.class, BackendProvider.class.getClassLoader())
        .forEach(providers::add);
    return open(options, providers);
  }

  /** As {@link #open(Options)} with these backends. */
  public static Devices open(Options options, List<BackendProvider> providers) {
    Settings settings =
        new Settings(
            options.threads(),
            options.memoryLimit(),
            options.keepForkSites(),
            options.precision(),
            options.synchronous());
    return new Devices(new Engine(settings, providers));
  }

  /** The names of all devices that can be used, the best first. */
  public List<String> names() {
    return engine.devices().stream().map(DeviceInfo::name).toList();
  }

  /**
   * The best device.
   *
   * @throws DeviceUnavailableException if no backend has one
   */
  public Device best() {
    List<DeviceInfo> devices = engine.devices();
    if (devices.isEmpty()) {
      throw new DeviceUnavailableException(
          "no device: "
              + (engine.probes().isEmpty()
                  ? "no backend is on the class path; add anabranch-cpu-fallback or anabranch-cuda"
                  : reasons()));
    }
    return open(devices.getFirst().name());
  }

  /**
   * The device called {@code name}; {@code cuda} means {@code cuda:0}.
   *
   * @throws DeviceUnavailableException if it is not there: why, and what to do
   */
  public Device get(String name) {
    OpenDevice device = engine.device(name);
    if (device == null && !name.contains(":")) {
      device = engine.device(name + ":0");
    }
    if (device == null) {
      throw new DeviceUnavailableException(whyNot(name));
    }
    return new Device(device);
  }

  private Device open(String name) {
    OpenDevice device = engine.device(name);
    if (device == null) {
      throw new DeviceUnavailableException(whyNot(name));
    }
    return new Device(device);
  }

  private String whyNot(String name) {
    String backend = name.contains(":") ? name.substring(0, name.indexOf(':')) : name;
    for (Map.Entry<BackendProvider, Probe> entry : engine.probes().entrySet()) {
      if (entry.getKey().name().equals(backend)) {
        return switch (entry.getValue()) {
          case Probe.Unavailable(String reason, String remedy) ->
              "device %s is not available: %s; %s%s"
                  .formatted(
                      name,
                      reason,
                      remedy,
                      names().isEmpty() ? "" : "; or use " + String.join(", ", names()));
          case Probe.Available(List<DeviceInfo> devices, List<String> notes) ->
              "device %s is not there; this machine has %s"
                  .formatted(name, String.join(", ", names()));
        };
      }
    }
    return "device %s is not available: no %s backend is on the class path; use one of: %s, or add the module that provides it (anabranch-cuda, anabranch-cpu-fallback)"
        .formatted(name, backend, String.join(", ", names()));
  }

  private String reasons() {
    return engine.probes().entrySet().stream()
        .map(
            e ->
                switch (e.getValue()) {
                  case Probe.Unavailable(String reason, String remedy) ->
                      e.getKey().name() + ": " + reason + " (" + remedy + ")";
                  case Probe.Available available -> e.getKey().name() + ": available";
                })
        .collect(Collectors.joining("; "));
  }

  /**
   * One line per device or backend, for people: available, or why not and what to do.
   *
   * @param name the device's or the backend's name
   * @param available whether it can be used
   * @param text what it is, or why it is not there and what to do
   */
  public record Finding(String name, boolean available, String text) {}

  /** What each backend found. */
  public List<Finding> explain() {
    List<Finding> findings = new ArrayList<>();
    engine
        .probes()
        .forEach(
            (provider, probe) -> {
              switch (probe) {
                case Probe.Unavailable(String reason, String remedy) ->
                    findings.add(new Finding(provider.name(), false, reason + "; " + remedy));
                case Probe.Available(List<DeviceInfo> devices, List<String> notes) -> {
                  devices.forEach(d -> findings.add(new Finding(d.name(), true, d.description())));
                  notes.forEach(note -> findings.add(new Finding(provider.name(), true, note)));
                }
              }
            });
    findings.sort(Comparator.comparing(Finding::name));
    return findings;
  }

  /** How many host threads are kept busy. */
  public int threads() {
    return engine.pool().size();
  }

  /** How many host threads exist now; more than {@link #threads} while some of them block. */
  public int liveThreads() {
    return engine.pool().liveThreads();
  }

  /**
   * Runs {@code body} on one of the host threads, as a fork that nobody else runs, and returns what
   * it returns. Code inside works with these devices, and with no more than {@link #threads}
   * threads.
   *
   * @throws Exception what the body throws
   * @throws java.util.concurrent.CancellationException if the body was cancelled
   * @throws InterruptedException if the calling thread is interrupted meanwhile; the body is told
   */
  public <R extends @Nullable Object> R call(Callable<? extends R> body) throws Exception {
    Context here = Context.current();
    if (engine.pool().ownsCurrentThread()) {
      return Unchecked.cast(Scope.call(here.on(engine), body::call));
    }
    Context root = engine.root();
    root.task().await(here.task().marks());
    ForkTask call = root.call(() -> ForkTask.fork(Scopes.forked(body::call), null, Walk.INSTANCE));
    Outcome<?> outcome = join(call);
    long start = System.nanoTime();
    root.task().await(outcome.marks());
    here.task().await(outcome.marks());
    Tracing tracing = Tracing.current();
    if (tracing != null) {
      tracing.awaited(call, start);
    }
    return switch (outcome) {
      case Outcome.Returned<?> returned -> Unchecked.cast(returned.value());
      case Outcome.Failed<?> failed -> {
        failed.seen().set(true);
        throw Failures.rethrow(failed.error());
      }
      case Outcome.Cancelled<?> cancelled -> throw new CancellationException("call: cancelled");
    };
  }

  private static Outcome<?> join(ForkTask call) throws InterruptedException {
    ScopedValue.CallableOp<Outcome<?>, InterruptedException> join =
        () -> {
          call.joinEnded();
          return call.completion().join();
        };
    Tracing tracing = Tracing.current();
    try {
      return tracing == null ? join.call() : tracing.waiting(call, join);
    } catch (InterruptedException e) {
      call.cancel();
      throw e;
    }
  }

  /**
   * Waits for forks that belong to no scope, and gives everything back. The system's are left open.
   */
  @Override
  public void close() {
    if (!engine.isSystem()) {
      engine.close();
    } else {
      LOG.log(Level.DEBUG, "the system's devices stay open until the JVM ends");
    }
  }
}
