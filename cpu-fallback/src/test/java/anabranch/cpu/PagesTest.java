package anabranch.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PagesTest {
  private static final long HUGE = 2L << 20;

  @ParameterizedTest
  @ValueSource(longs = {64, HUGE - 64, HUGE, HUGE + 64, 5 * HUGE + 192})
  void allOfAPieceCanBeUsed(long bytes) {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment piece = Pages.allocate(arena, bytes, 64);
      assertEquals(bytes, piece.byteSize());
      assertEquals(0, piece.address() % 64);
      for (long at = 0; at < bytes; at += 64) {
        piece.set(ValueLayout.JAVA_LONG, at, at);
      }
      for (long at = 0; at < bytes; at += 64) {
        assertEquals(at, piece.get(ValueLayout.JAVA_LONG, at));
      }
    }
  }

  @Test
  void aPieceEndsWithItsArena() {
    MemorySegment piece;
    try (Arena arena = Arena.ofShared()) {
      piece = Pages.allocate(arena, HUGE, 64);
    }
    assertFalse(piece.scope().isAlive());
    assertThrows(IllegalStateException.class, () -> piece.get(ValueLayout.JAVA_BYTE, 0));
  }

  @Test
  void moreThanTheSystemHasIsAnOutOfMemoryError() {
    try (Arena arena = Arena.ofShared()) {
      assertThrows(OutOfMemoryError.class, () -> Pages.allocate(arena, 1L << 50, 64));
    }
  }
}
