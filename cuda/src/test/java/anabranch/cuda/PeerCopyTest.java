package anabranch.cuda;

import static anabranch.Async.await;
import static anabranch.Async.fork;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.Device;
import anabranch.Devices;
import anabranch.Future;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.emulator.Emulator;
import anabranch.emulator.Gate;
import anabranch.emulator.LogLine;
import anabranch.shape.DType;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tensors between two GPUs. */
@Tag("emulator")
final class PeerCopyTest {
  private final Emulator emulator = Emulator.attach();
  private Devices devices;
  private Device first;
  private Device second;

  @BeforeEach
  void open() {
    devices = Devices.open(Devices.Options.defaults());
    first = devices.get("cuda:0");
    second = devices.get("cuda:1");
  }

  @AfterEach
  void close() {
    emulator.reset();
    devices.close();
  }

  @Test
  void theCopyDoesNotPassThroughTheHost() {
    first.use(
        () ->
            Scope.call(
                () -> {
                  Tensor x = Tensors.arange(0, 1000).to(DType.F32);
                  emulator.startLog();
                  Tensor y = x.to(second);
                  List<LogLine> log = emulator.stopLog();
                  assertTrue(log.stream().noneMatch(line -> line.kind().equals("sync")), "" + log);
                  assertEquals(
                      1, log.stream().filter(line -> line.kind().equals("copy")).count(), "" + log);
                  assertEquals("cuda:1", y.device().name());
                  assertArrayEquals(x.toFloatArray(), y.toFloatArray());
                  return null;
                }));
    assertEquals(List.of(), emulator.reports());
  }

  @Test
  void aCopyInAForkIsAUseOfItsSource() {
    emulator.set("lazy", "1");
    emulator.set("lazyMillis", "60000");
    first.use(
        () ->
            Scope.call(
                () -> {
                  Tensor x = Tensors.ones(100);
                  Future<Tensor> f = fork(t -> t.to(second), x);
                  while (!f.isDone()) {
                    Thread.onSpinWait();
                  }
                  x.close();
                  assertEquals(100, await(f).sum().item());
                  return null;
                }));
    assertEquals(List.of(), emulator.reports());
  }

  @Test
  void theSourceMayBeWrittenAndFreedAtOnce() {
    first.use(
        () ->
            Scope.call(
                () -> {
                  Tensor x = Tensors.ones(100);
                  Gate gate = emulator.hold("copy");
                  Tensor y = x.to(second);
                  x.add_(1);
                  x.close();
                  Tensors.zeros(100).close();
                  gate.close();
                  Tensor z = y.mul(2).to(first);
                  assertEquals(200, z.sum().item());
                  return null;
                }));
    assertEquals(List.of(), emulator.reports());
    assertEquals(0, first.memory().live());
    assertEquals(0, second.memory().live());
  }

  @Test
  void viewsAndEmptyTensorsTravelToo() {
    first.use(
        () ->
            Scope.call(
                () -> {
                  Tensor x = Tensors.arange(0, 12).reshape(3, 4);
                  assertArrayEquals(x.t().toLongArray(), x.t().to(second).toLongArray());
                  assertArrayEquals(
                      new long[] {8, 9, 10, 11}, x.select(0, 2).to(second).toLongArray());
                  assertEquals(0, Tensors.zeros(0, 3).to(second).numel());
                  return null;
                }));
    assertEquals(List.of(), emulator.reports());
  }

  @Test
  void theCpuIsReachedByTheHost() {
    first.use(
        () ->
            Scope.call(
                () -> {
                  Tensor x = Tensors.arange(0, 12);
                  Tensor y = x.to(devices.get("cpu"));
                  assertEquals("cpu", y.device().name());
                  assertArrayEquals(x.toLongArray(), y.to(second).toLongArray());
                  return null;
                }));
  }
}
