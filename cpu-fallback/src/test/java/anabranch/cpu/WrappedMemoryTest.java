package anabranch.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import anabranch.Device;
import anabranch.Devices;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.shape.DType;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import anabranch.spi.DeviceMemoryException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Memory that is not the device's is used as it is for as long as it is only read. */
final class WrappedMemoryTest {
  private final Devices devices = Devices.open(Devices.Options.defaults());
  private final Device device = devices.get("cpu");
  private final Arena arena = Arena.ofShared();
  private final AtomicInteger released = new AtomicInteger();

  @AfterEach
  void close() {
    devices.close();
    arena.close();
  }

  private void run(Runnable body) {
    device.use(
        () -> {
          Scope.run(body);
          return null;
        });
  }

  private MemorySegment numbers(long bytes, long alignment) {
    MemorySegment segment = arena.allocate(bytes + alignment, 64);
    for (long i = 0; i < bytes; i++) {
      segment.set(ValueLayout.JAVA_BYTE, i + alignment, (byte) (i + 1));
    }
    return segment.asSlice(alignment, bytes);
  }

  private Tensor wrap(MemorySegment source) {
    return Tensors.wrap(
        device, DType.U8, Shape.of(source.byteSize()), source, released::incrementAndGet);
  }

  @Test
  void readingCopiesNothing() {
    MemorySegment source = numbers(5, 0);
    run(
        () -> {
          Tensor x = wrap(source);
          assertEquals(15, x.sum().item());
          assertEquals(0, device.memory().live() - 8, "only the sum");
          source.set(ValueLayout.JAVA_BYTE, 0, (byte) 11);
          assertEquals(25, x.sum().item());
          assertEquals(0, released.get());
        });
    assertEquals(1, released.get());
    assertEquals(0, device.memory().storages());
  }

  @Test
  void writingCopiesFirst() {
    MemorySegment source = numbers(5, 0);
    run(
        () -> {
          Tensor x = wrap(source);
          Tensor part = x.slice(0, 1, 3);
          part.fill_(0);
          assertEquals(5, device.memory().live());
          assertArrayEquals(new int[] {1, 0, 0, 4, 5}, x.to(DType.I32).toIntArray());
        });
    assertEquals(2, source.get(ValueLayout.JAVA_BYTE, 1));
    assertEquals(1, released.get());
    assertEquals(0, device.memory().live());
  }

  @Test
  void writingInPlaceReadsWhatWasThere() {
    run(
        () ->
            assertArrayEquals(
                new int[] {2, 4, 6}, wrap(numbers(3, 0)).mul_(2).to(DType.I32).toIntArray()));
  }

  @Test
  void viewsKeepIt() {
    run(
        () -> {
          Tensor x = wrap(numbers(4, 0));
          Tensor view = x.asStrided(new long[] {2}, new long[] {2}, 1);
          x.close();
          assertEquals(0, released.get());
          assertArrayEquals(new int[] {2, 4}, view.to(DType.I32).toIntArray());
        });
    assertEquals(1, released.get());
  }

  @Test
  void whatIsNotAlignedIsCopiedAndLetGoAtOnce() {
    run(
        () -> {
          Tensor x = wrap(numbers(4, 1));
          assertEquals(1, released.get());
          assertEquals(10, x.sum().item());
        });
    assertEquals(1, released.get());
  }

  @Test
  void memoryOfTheHeapIsCopiedToo() {
    run(
        () -> {
          assertEquals(3, wrap(MemorySegment.ofArray(new byte[] {1, 2})).sum().item());
          assertEquals(0, wrap(numbers(0, 0)).numel());
          assertEquals(2, released.get());
        });
  }

  @Test
  void aDeviceThatClosesLetsGo() {
    run(() -> wrap(numbers(4, 0)).keep());
    assertEquals(0, released.get());
    devices.close();
    assertEquals(1, released.get());
  }

  @Test
  void aWrongSizeIsAnErrorAndLetsGo() {
    assertThrows(
        ShapeException.class,
        () ->
            Tensors.wrap(device, DType.F32, Shape.of(2), numbers(4, 0), released::incrementAndGet));
    assertEquals(1, released.get());
  }

  @Test
  void theCopyCountsAgainstTheLimit() {
    try (Devices small = Devices.open(Devices.Options.defaults().withMemoryLimit(1 << 20))) {
      MemorySegment source = numbers(2 << 20, 0);
      Device cpu = small.get("cpu");
      cpu.use(
          () ->
              Scope.call(
                  () -> {
                    Tensor x =
                        Tensors.wrap(
                            cpu,
                            DType.U8,
                            Shape.of(source.byteSize()),
                            source,
                            released::incrementAndGet);
                    assertThrows(DeviceMemoryException.class, () -> x.fill_(0));
                    assertEquals(1, x.get(0).item());
                    return null;
                  }));
    }
    assertEquals(1, released.get());
  }
}
