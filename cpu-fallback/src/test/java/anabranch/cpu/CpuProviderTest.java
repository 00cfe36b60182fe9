package anabranch.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.op.Op;
import anabranch.shape.DType;
import anabranch.spi.Backend;
import anabranch.spi.BackendProvider;
import anabranch.spi.BackendProvider.Options;
import anabranch.spi.BackendProvider.Probe;
import anabranch.spi.Buffer;
import anabranch.spi.DeviceInfo;
import anabranch.spi.Event;
import anabranch.spi.Stream;
import anabranch.spi.View;
import java.lang.foreign.MemorySegment;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class CpuProviderTest {
  private static final DeviceInfo CPU = new DeviceInfo("cpu", "", 0, 0);

  @Test
  void theClassPathOffersIt() {
    assertEquals(
        1,
        ServiceLoader.load(BackendProvider.class).stream()
            .filter(found -> found.type() == CpuProvider.class)
            .count());
  }

  @Test
  void theProbeFindsOneDeviceAndSaysHowItIsDriven() {
    Probe.Available found = assertInstanceOf(Probe.Available.class, new CpuProvider().probe());
    DeviceInfo device = found.devices().getFirst();
    assertEquals("cpu", device.name());
    assertEquals(1, found.devices().size());
    assertTrue(device.memoryBytes() > 0);
    assertTrue(device.description().contains("-bit vectors"), device.description());
    assertTrue(found.notes().isEmpty(), "the tests' JVM has the Vector API");
  }

  @Test
  void anotherDeviceIsNotOpened() {
    DeviceInfo other = new DeviceInfo("cpu:1", "", 0, 0);
    Options options = new Options(1 << 20, Rig.ALONE);
    assertThrows(IllegalArgumentException.class, () -> new CpuProvider().open(other, options));
  }

  @Test
  void bytesGoUpAndComeDownFromAnyOffset() {
    try (Backend backend = new CpuProvider().open(CPU, new Options(1 << 20, Rig.ALONE))) {
      Stream stream = backend.createStream();
      Buffer buffer = stream.allocate(10);
      stream.upload(MemorySegment.ofArray(new byte[] {1, 2, 3, 4, 5}), buffer);
      byte[] part = new byte[3];
      stream.download(buffer, 2, MemorySegment.ofArray(part));
      assertArrayEquals(new byte[] {3, 4, 5}, part);
      assertEquals(10, backend.memory().live());
      assertEquals(1 << 20, backend.memory().limit());
      stream.free(buffer);
      assertTrue(backend.trim() > 0);
    }
  }

  @Test
  void workIsDoneWhenItsCallReturns() {
    try (Backend backend = new CpuProvider().open(CPU, new Options(1 << 20, Rig.ALONE))) {
      Stream stream = backend.createStream();
      Event event = new Event(stream, stream.record());
      assertTrue(event.isDone());
      backend.createStream().await(event);
      event.synchronize();
      assertEquals(Integer.MAX_VALUE, backend.maxStreams());
    }
  }

  @Test
  void aForeignBufferIsRefused() {
    try (Rig rig = new Rig()) {
      View own = rig.make(DType.F32, 1);
      View foreign = new View(() -> 4, DType.F32, own.layout());
      assertThrows(IllegalArgumentException.class, () -> rig.run(Op.Unary.NEG, own, foreign));
      assertThrows(IllegalArgumentException.class, () -> rig.stream.free(foreign.buffer()));
    }
  }

  @Test
  void useAfterFreeIsAnError() {
    try (Rig rig = new Rig()) {
      View view = rig.make(DType.F32, 1);
      rig.stream.free(view.buffer());
      assertThrows(IllegalStateException.class, () -> rig.run(Op.Unary.NEG, view, view));
      assertThrows(IllegalStateException.class, () -> rig.stream.free(view.buffer()));
    }
  }
}
