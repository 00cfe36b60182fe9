package anabranch.tck;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import anabranch.Device;
import anabranch.Devices;
import anabranch.Inspection;
import anabranch.Scope;
import anabranch.run.Failures;
import java.lang.reflect.Method;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * What every suite stands on: devices of its own for each test, a test method that runs in a scope
 * with {@link #device} as the default, and a look afterwards whether anything was left behind.
 */
@ExtendWith(TckBase.InScope.class)
public abstract class TckBase {
  private Devices devices;
  private Device device;

  /** The device that the suite runs on, as {@link Devices#get} takes it. */
  protected abstract String deviceName();

  /** What the devices are opened with. */
  protected Devices.Options options() {
    return Devices.Options.defaults();
  }

  /** Opens the devices; those that the service loader finds, unless a suite brings its own. */
  protected Devices open(Devices.Options options) {
    return Devices.open(options);
  }

  /** Whether test methods run on the host pool, else on JUnit's thread. */
  protected boolean onHostPool() {
    return true;
  }

  /** The devices of this test. */
  protected final Devices devices() {
    return devices;
  }

  /** The device of this test. */
  protected final Device device() {
    return device;
  }

  @BeforeEach
  final void openDevices() {
    devices = open(options());
    device = devices.get(deviceName());
  }

  @AfterEach
  final void nothingIsLeft() {
    device.synchronize();
    int forks = Inspection.rootForks(device);
    int leases = Inspection.leases(device);
    long storages = device.memory().storages();
    long bytes = device.memory().live();
    devices.close();
    assertAll(
        () -> assertEquals(0, forks, "forks that have not returned"),
        () -> assertEquals(0, leases, "stream leases not given back"),
        () -> assertEquals(0, storages, "live storages"),
        () -> assertEquals(0, bytes, "live bytes"),
        () -> assertEquals(0, devices.liveThreads(), "host threads after close"));
  }

  private void inScope(InvocationInterceptor.Invocation<Void> test) throws Exception {
    if (onHostPool()) {
      devices.call(() -> device.use(() -> proceed(test)));
    } else {
      device.use(() -> Scope.call(() -> proceed(test)));
    }
  }

  private static Void proceed(InvocationInterceptor.Invocation<Void> test) {
    try {
      return test.proceed();
    } catch (Throwable e) {
      throw Failures.rethrow(e);
    }
  }

  static final class InScope implements InvocationInterceptor {
    @Override
    public void interceptTestMethod(
        Invocation<Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
        throws Exception {
      ((TckBase) context.getRequiredTestInstance()).inScope(test);
    }

    @Override
    public void interceptTestTemplateMethod(
        Invocation<Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
        throws Exception {
      interceptTestMethod(test, method, context);
    }
  }
}
