package anabranch.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.emulator.Emulator;
import anabranch.emulator.Gate;
import anabranch.emulator.Stats;
import anabranch.op.Op;
import anabranch.shape.DType;
import anabranch.spi.Buffer;
import anabranch.spi.Event;
import anabranch.spi.Stream;
import anabranch.spi.View;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("emulator")
final class StreamsTest {
  private static final String NEG = "unary_f32";

  private final Emulator emulator = Emulator.attach();
  private Rig rig;
  private Stats before;

  @BeforeEach
  void open() {
    before = emulator.stats();
    rig = new Rig();
  }

  @AfterEach
  void nothingIsLeft() {
    emulator.reset();
    rig.close();
    Stats after = emulator.stats();
    assertEquals(before.allocations(), after.allocations(), "allocations");
    assertEquals(before.pinned(), after.pinned(), "pinned bytes");
    assertEquals(before.streams(), after.streams(), "streams");
    assertEquals(before.events(), after.events(), "events");
    assertEquals(before.modules(), after.modules(), "modules");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 63, 64, 65, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, (5 << 20) + 3})
  void bytesGoUpAndComeDown(long bytes) {
    MemorySegment source = rig.host(bytes, 1);
    MemorySegment expected = rig.host(bytes, 1);
    Buffer buffer = rig.stream.allocate(bytes);
    rig.stream.upload(source, buffer);
    source.fill((byte) 0);
    MemorySegment target = rig.host(bytes, 2);
    rig.stream.download(buffer, 0, target);
    assertEquals(-1, expected.mismatch(target));
    MemorySegment rest = rig.host(bytes - bytes / 3, 2);
    rig.stream.download(buffer, bytes / 3, rest);
    assertEquals(-1, expected.asSlice(bytes / 3).mismatch(rest));
    rig.stream.free(buffer);
    assertEquals(List.of(), emulator.reports());
  }

  @ParameterizedTest
  @ValueSource(longs = {1 << 20, (1 << 20) + 1, 3 << 20, (9 << 20) + 3})
  void aPointAfterAnUploadIsAfterAllOfIt(long bytes) {
    emulator.set("lazy", "1");
    MemorySegment source = rig.host(bytes, 1);
    Stream other = rig.backend.createStream();
    Buffer buffer = rig.stream.allocate(bytes);
    rig.stream.upload(source, buffer);
    other.await(new Event(rig.stream, rig.stream.record()));
    MemorySegment target = rig.host(bytes, 2);
    other.download(buffer, 0, target);
    assertEquals(-1, source.mismatch(target));
    other.free(buffer);
    assertEquals(List.of(), emulator.reports());
  }

  @Test
  void manySmallUploadsFindTheirPlaces() {
    for (int i = 0; i < 100_000; i++) {
      View x = rig.floats(rig.stream, i);
      if (i % 9_999 == 0) {
        assertArrayEquals(new float[] {i}, rig.read(rig.stream, x));
      }
      rig.stream.free(x.buffer());
    }
    assertEquals(List.of(), emulator.reports());
  }

  @Test
  void anEmptyBufferTakesNoMemoryAndCounts() {
    Buffer empty = rig.stream.allocate(0);
    assertEquals(0, empty.bytes());
    assertEquals(1, rig.backend.memory().buffers());
    rig.stream.free(empty);
    assertEquals(0, rig.backend.memory().buffers());
    assertThrows(IllegalArgumentException.class, () -> rig.stream.allocate(-1));
  }

  @Test
  void aPointIsNewOnlyAfterWork() {
    assertEquals(0, rig.stream.record());
    Buffer buffer = rig.stream.allocate(4);
    long point = rig.stream.record();
    assertTrue(point > 0);
    assertEquals(point, rig.stream.record());
    rig.stream.free(buffer);
    assertTrue(rig.stream.record() > point);
  }

  @Test
  void workIsDoneWhenTheDeviceSaysSo() {
    View x = rig.floats(rig.stream, 1, 2);
    long uploaded = rig.stream.record();
    rig.stream.synchronize(uploaded);
    Gate gate = emulator.hold(NEG);
    rig.run(rig.stream, Op.Unary.NEG, x, x);
    long negated = rig.stream.record();
    assertTrue(rig.stream.isDone(uploaded));
    assertFalse(rig.stream.isDone(negated));
    gate.close();
    rig.stream.synchronize(negated);
    assertTrue(rig.stream.isDone(negated));
    assertArrayEquals(new float[] {-1, -2}, rig.read(rig.stream, x));
  }

  @Test
  void anotherStreamWaitsWithoutTheHost() {
    Stream other = rig.backend.createStream();
    View x = rig.floats(rig.stream, 1, 2);
    View y = rig.empty(other, DType.F32, 2);
    Gate gate = emulator.hold(NEG);
    rig.run(rig.stream, Op.Unary.NEG, x, x);
    other.await(new Event(rig.stream, rig.stream.record()));
    rig.run(other, Op.Unary.ABS, y, x);
    assertFalse(other.isDone(other.record()));
    gate.close();
    assertArrayEquals(new float[] {1, 2}, rig.read(other, y));
    assertEquals(List.of(), emulator.reports());
  }

  @Test
  void eventsAreUsedAgain() {
    Stream other = rig.backend.createStream();
    pingPong(other, 1_000);
    pingPong(other, 100_000);
    int events = emulator.stats().events();
    assertTrue(events <= before.events() + 2 * 64, "events: " + events);
    assertEquals(0, rig.backend.memory().live());
    assertEquals(List.of(), emulator.reports());
  }

  private void pingPong(Stream other, int times) {
    for (int i = 0; i < times; i++) {
      Buffer buffer = rig.stream.allocate(4);
      other.await(new Event(rig.stream, rig.stream.record()));
      other.free(buffer);
      rig.stream.await(new Event(other, other.record()));
    }
    rig.stream.synchronize(rig.stream.record());
    other.synchronize(other.record());
  }

  @Test
  void buffersThatAreLeftGoWithTheDevice() {
    rig.stream.allocate(1000);
    rig.floats(rig.stream, 1, 2, 3);
    assertEquals(1012, rig.backend.memory().live());
    assertEquals(2, rig.backend.memory().buffers());
  }

  @Test
  void useAfterFreeIsAnError() {
    View x = rig.floats(rig.stream, 1);
    rig.stream.free(x.buffer());
    assertThrows(IllegalStateException.class, () -> rig.run(rig.stream, Op.Unary.NEG, x, x));
    assertThrows(IllegalStateException.class, () -> rig.stream.free(x.buffer()));
  }

  @Test
  void foreignBuffersAndStreamsAreRefused() {
    View own = rig.floats(rig.stream, 1);
    View foreign = new View(() -> 4, DType.F32, own.layout());
    assertThrows(
        IllegalArgumentException.class, () -> rig.run(rig.stream, Op.Unary.NEG, own, foreign));
    assertThrows(IllegalArgumentException.class, () -> rig.stream.free(foreign.buffer()));
    assertFalse(rig.stream.copiesFrom(foreign.buffer()));
  }

  @Test
  void trimmingGivesBackWhatIsNotInUse() {
    Buffer buffer = rig.stream.allocate(64 << 20);
    rig.stream.free(buffer);
    rig.stream.synchronize(rig.stream.record());
    assertTrue(rig.backend.memory().reserved() >= 64 << 20);
    assertTrue(rig.backend.trim() >= 64 << 20);
    assertEquals(0, rig.backend.memory().live());
    assertEquals(64 << 20, rig.backend.memory().peak());
  }

  @Test
  void aVirtualThreadIsServedByAPlatformThread() throws Exception {
    float[][] result = new float[1][];
    Thread thread =
        Thread.startVirtualThread(
            () -> {
              Stream stream = rig.backend.createStream();
              View x = rig.floats(stream, 3);
              rig.run(stream, Op.Unary.NEG, x, x);
              result[0] = rig.read(stream, x);
              stream.await(new Event(rig.stream, rig.stream.record()));
              stream.free(x.buffer());
              stream.synchronize(stream.record());
            });
    thread.join();
    assertArrayEquals(new float[] {-3}, result[0]);
    assertEquals(List.of(), emulator.reports());
  }

  @Test
  void afterTheCloseNothingIsTaken() {
    Rig closed = new Rig();
    closed.close();
    assertThrows(IllegalStateException.class, () -> closed.stream.allocate(1));
    assertEquals(closed.stream.record(), closed.stream.record());
    assertTrue(closed.stream.isDone(0));
  }
}
