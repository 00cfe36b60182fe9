package anabranch.cuda;

import static anabranch.Async.await;
import static anabranch.Async.fork;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.Device;
import anabranch.Devices;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.cuda.driver.CudaException;
import anabranch.cuda.driver.CudaException.Kind;
import anabranch.emulator.Emulator;
import anabranch.emulator.Gate;
import anabranch.shape.ShapeException;
import anabranch.spi.DeviceMemoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the driver can answer, and what becomes of the device. */
@Tag("emulator")
final class FailuresTest {
  private static final int OUT_OF_MEMORY = 2;

  private final Emulator emulator = Emulator.attach();
  private Devices devices;
  private Device device;

  @BeforeEach
  void open() {
    emulator.reset();
    open(Devices.Options.defaults());
  }

  private void open(Devices.Options options) {
    devices = Devices.open(options);
    device = devices.get("cuda:0");
  }

  @AfterEach
  void close() {
    devices.close();
    emulator.reset();
  }

  private <T> T on(Device device, Callable<T> body) {
    try {
      return device.use(() -> Scope.call(body::call));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void assertWorks(Device device) {
    assertEquals(-6, on(device, () -> Tensors.of(new float[] {1, 2, 3}, 3).neg().sum().item()));
  }

  @Test
  void aDeviceWithoutRoomIsCleanedUpAndAskedAgain() {
    emulator.failCall("cuMemAllocAsync", 1, OUT_OF_MEMORY);
    assertWorks(device);
  }

  @Test
  void aDeviceThatStaysFullSaysWhatWasAskedAndGoesOn() {
    on(
        device,
        () -> {
          Tensor x = Tensors.ones(100);
          emulator.failCalls("cuMemAllocAsync", OUT_OF_MEMORY);
          DeviceMemoryException e = assertThrows(DeviceMemoryException.class, x::neg);
          assertEquals(400, e.asked());
          assertEquals(400, e.stats().live());
          CudaException cause = assertInstanceOf(CudaException.class, e.getCause());
          assertEquals(Kind.OUT_OF_MEMORY, cause.kind());
          emulator.reset();
          assertEquals(-100, x.neg().sum().item());
          return null;
        });
    assertEquals(0, device.memory().live());
  }

  @ParameterizedTest
  @CsvSource({
    "719, LAUNCH_FAILURE, CUDA_ERROR_LAUNCH_FAILED",
    "700, ILLEGAL_ADDRESS, CUDA_ERROR_ILLEGAL_ADDRESS",
    "999, DEVICE_LOST, CUDA_ERROR_UNKNOWN"
  })
  void aKernelThatFailsClosesTheDeviceAndNamesTheSuspects(int code, Kind kind, String name) {
    CudaException e =
        on(
            device,
            () -> {
              Tensor x = Tensors.ones(100);
              x.sum().item();
              emulator.failLaunch("unary_f32", 1, code);
              Gate gate = emulator.hold("unary_f32");
              Tensor y = x.neg().add(1);
              gate.close();
              return assertThrows(CudaException.class, y::toFloatArray);
            });
    assertEquals(kind, e.kind());
    assertEquals(code, e.code());
    assertEquals(name, e.name());
    String message = e.getMessage();
    for (String part : new String[] {e.call(), name, "stream 0 of cuda:0", "neg, add"}) {
      assertTrue(message.contains(part), message);
    }
    RuntimeException refused =
        assertThrows(IllegalStateException.class, () -> on(device, () -> Tensors.ones(1)));
    assertTrue(refused.getMessage().contains(name), refused.getMessage());
    assertWorks(devices.get("cuda:1"));
    assertWorks(devices.get("cpu"));
    devices.close();
    open(Devices.Options.defaults());
    assertWorks(device);
  }

  @Test
  void whenEachOperationIsWaitedForTheErrorNamesTheOne() {
    devices.close();
    open(Devices.Options.defaults().withSynchronous(true));
    CudaException e =
        on(
            device,
            () -> {
              Tensor x = Tensors.ones(100).exp();
              emulator.failLaunch("unary_f32", 1, 719);
              return assertThrows(CudaException.class, x::neg);
            });
    assertTrue(e.getMessage().endsWith("it was given: neg"), e.getMessage());
  }

  @Test
  void aLostDeviceIsClosedAndTheOthersGoOn() {
    assertWorks(device);
    emulator.loseDevice(0, 999);
    CudaException e =
        assertThrows(CudaException.class, () -> on(device, () -> Tensors.ones(1).item()));
    assertEquals(Kind.DEVICE_LOST, e.kind());
    assertThrows(IllegalStateException.class, () -> on(device, () -> Tensors.ones(1).item()));
    assertWorks(devices.get("cuda:1"));
    devices.close();
    assertEquals(0, device.memory().live());
  }

  @Test
  void aCallThatFailsLeavesTheDeviceAsItWas() {
    emulator.failCall("cuLaunchKernel", 1, 1);
    CudaException e =
        assertThrows(CudaException.class, () -> on(device, () -> Tensors.ones(3).neg()));
    assertEquals(Kind.INVALID, e.kind());
    assertEquals("cuLaunchKernel", e.call());
    assertWorks(device);
  }

  @Test
  void aProductThatFailsIsNamed() {
    CudaException e =
        on(
            device,
            () -> {
              Tensor x = Tensors.ones(20, 20);
              emulator.failLaunch("gemm", 1, 719);
              return assertThrows(CudaException.class, () -> x.matmul(x).toFloatArray());
            });
    assertTrue(e.getMessage().contains("matmul"), e.getMessage());
  }

  @Test
  void workingMemoryIsFoundByWaitingForTheOthers() {
    on(
        device,
        () -> {
          Tensor x = Tensors.arange(0, 1000).mul(-1);
          long[] sorted = x.sort(0).values().toLongArray();
          int allocations = allocations(() -> x.sort(0));
          for (int i = 1; i <= allocations; i++) {
            emulator.failCall("cuMemAllocAsync", i, OUT_OF_MEMORY);
            assertArrayEquals(sorted, x.sort(0).values().toLongArray());
          }
          return null;
        });
    assertEquals(List.of(), emulator.reports());
  }

  private int allocations(Runnable work) {
    emulator.startLog();
    work.run();
    return (int) emulator.stopLog().stream().filter(line -> line.kind().equals("alloc")).count();
  }

  @Test
  void aValueThatIsNotAllowedIsToldToWhoWaits() {
    on(
        device,
        () -> {
          Tensor x = Tensors.arange(0, 3);
          Tensor y = x.indexSelect(0, Tensors.of(new long[] {0, 7}, 2));
          ShapeException e = assertThrows(ShapeException.class, y::toLongArray);
          assertTrue(e.getMessage().contains("7"), e.getMessage());
          assertArrayEquals(new long[] {0, 1, 2}, x.toLongArray());
          return null;
        });
    assertWorks(device);
  }

  @Test
  void aValueThatIsNotAllowedIsToldToWhoWaitsForAFork() {
    on(
        device,
        () -> {
          Tensor x = Tensors.arange(0, 3);
          Tensor at = Tensors.of(new long[] {-9}, 1);
          Tensor y = await(fork(() -> await(fork(() -> x.indexSelect(0, at))).add(1)));
          assertThrows(ShapeException.class, () -> y.add(1).toLongArray());
          assertArrayEquals(new long[] {0, 1, 2}, x.toLongArray());
          return null;
        });
  }

  @Test
  void errorsThatNobodyWaitedForAreLogged() {
    List<LogRecord> seen = new ArrayList<>();
    Logger logger = Logger.getLogger("anabranch.cuda");
    Handler handler = new Remembering(seen);
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    try {
      on(device, () -> Tensors.arange(0, 3).indexSelect(0, Tensors.of(new long[] {7}, 1)).shape());
      devices.close();
    } finally {
      logger.setUseParentHandlers(true);
      logger.removeHandler(handler);
    }
    assertEquals(1, seen.size());
    assertInstanceOf(ShapeException.class, seen.getFirst().getThrown());
  }

  private static final class Remembering extends Handler {
    private final List<LogRecord> seen;

    Remembering(List<LogRecord> seen) {
      this.seen = seen;
    }

    @Override
    public void publish(LogRecord logged) {
      seen.add(logged);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
