package anabranch.run;

import anabranch.spi.Backend;
import anabranch.spi.BackendProvider;
import anabranch.spi.BackendProvider.Probe;
import anabranch.spi.DeviceInfo;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A host pool and the devices that were opened to run with it. Tests open their own. */
public final class Engine implements AutoCloseable {
  private static final Logger LOG = System.getLogger("anabranch");

  private final Settings settings;
  private final HostPool pool;
  private final Inherited inherited = new Inherited();
  private final Context root;
  private final Map<BackendProvider, Probe> probes = new LinkedHashMap<>();
  private final Map<String, OpenDevice> open = new LinkedHashMap<>();
  private final boolean system;
  private boolean closed;

  /** An engine over {@code providers}, asked in this order. */
  public Engine(Settings settings, List<BackendProvider> providers) {
    this(settings, providers, false);
  }

  /** The engine of code that opened none says so, so that asking does not make that engine. */
  Engine(Settings settings, List<BackendProvider> providers, boolean system) {
    this.settings = settings;
    this.system = system;
    this.pool = new HostPool(settings.threads());
    for (BackendProvider provider : providers) {
      probes.put(provider, provider.probe());
    }
    Task task = new Task(this, null, Arguments.NONE, List.of());
    this.root = new Context(task, Ownership.root(), new RandomKey(0), null, 0);
  }

  /**
   * The engine of code that opened none: the service loader's backends, the environment's settings.
   */
  public static Engine system() {
    return SystemEngine.INSTANCE;
  }

  /** Whether this is {@link #system}. */
  public boolean isSystem() {
    return system;
  }

  /** The host threads. */
  public HostPool pool() {
    return pool;
  }

  /** What it was opened with. */
  public Settings settings() {
    return settings;
  }

  /** The scoped values that forks carry along. */
  public Inherited inherited() {
    return inherited;
  }

  /** The context of code outside of any scope and fork. */
  public Context root() {
    return root;
  }

  /** What each backend found, in the order in which they are asked. */
  public Map<BackendProvider, Probe> probes() {
    return Map.copyOf(probes);
  }

  /** Every device that can be opened, the best first. */
  public List<DeviceInfo> devices() {
    List<DeviceInfo> all = new ArrayList<>();
    for (Probe probe : probes.values()) {
      if (probe instanceof Probe.Available available) {
        all.addAll(available.devices());
      }
    }
    all.sort((a, b) -> Integer.compare(b.rank(), a.rank()));
    return all;
  }

  /** The device called {@code name} if it is there, opened at the first call. */
  public synchronized @Nullable OpenDevice device(String name) {
    if (closed) {
      throw new IllegalStateException("device " + name + ": its Devices were closed");
    }
    OpenDevice known = open.get(name);
    if (known != null) {
      return known;
    }
    for (Map.Entry<BackendProvider, Probe> entry : probes.entrySet()) {
      if (entry.getValue() instanceof Probe.Available available) {
        for (DeviceInfo info : available.devices()) {
          if (info.name().equals(name)) {
            return open(entry.getKey(), info);
          }
        }
      }
    }
    return null;
  }

  private OpenDevice open(BackendProvider provider, DeviceInfo info) {
    long limit = Math.min(settings.memoryLimit(), info.memoryBytes());
    Backend backend =
        provider.open(
            info,
            new BackendProvider.Options(limit, pool, settings.precision(), settings.synchronous()));
    OpenDevice device = new OpenDevice(this, info, backend);
    open.put(info.name(), device);
    return device;
  }

  /** Whether errors tell where forks were made. */
  boolean keepsForkSites() {
    return settings.keepForkSites();
  }

  /** Waits for the root scope's forks, logs errors that nobody saw, and closes all devices. */
  @Override
  public void close() {
    joinRootForks();
    List<OpenDevice> devices;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      devices = List.copyOf(open.values());
    }
    pool.close();
    devices.forEach(OpenDevice::close);
  }

  /** What still waits for a future when all others have ended would wait for ever. */
  private void joinRootForks() {
    for (List<ForkTask> forks = root.scope().running();
        !forks.isEmpty();
        forks = root.scope().running()) {
      List<ForkTask> started = forks.stream().filter(f -> !f.isWaiting()).toList();
      if (started.isEmpty()) {
        forks.forEach(ForkTask::cancelWaiting);
      }
      started.forEach(Engine::join);
    }
    for (ForkTask fork : root.scope().takeUnseenFailures()) {
      if (fork.completion().peek() instanceof Outcome.Failed<?> failed) {
        LOG.log(Level.ERROR, "a fork that nobody awaited failed", failed.error());
      }
    }
  }

  private static void join(ForkTask fork) {
    boolean interrupted = false;
    while (true) {
      try {
        fork.joinEnded();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
        fork.cancel();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
