package anabranch.cuda.launch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.shape.Layout;
import anabranch.shape.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StridedTest {
  private static Layout contiguous(long... sizes) {
    return Layout.contiguous(Shape.of(sizes));
  }

  @Test
  void contiguousOperandsAreOneRun() {
    Strided at = Strided.of(List.of(contiguous(2, 3, 4), contiguous(2, 3, 4)));
    assertArrayEquals(new long[] {24}, at.sizes());
    assertArrayEquals(new long[][] {{1}, {1}}, at.strides());
    assertTrue(at.isContiguous());
    assertFalse(at.wide());
  }

  @Test
  void anOffsetIsNoConcernOfStrides() {
    Layout later = Layout.of(Shape.of(2, 3), new long[] {3, 1}, 100);
    assertTrue(Strided.of(List.of(later)).isContiguous());
  }

  @Test
  void oneElementHasNoDimensions() {
    for (Layout layout : List.of(contiguous(), contiguous(1, 1), contiguous(5).slice(0, 2, 3, 1))) {
      Strided at = Strided.of(List.of(layout, layout));
      assertEquals(0, at.sizes().length);
      assertEquals(2, at.strides().length);
      assertTrue(at.isContiguous());
    }
  }

  @Test
  void dimensionsOfSizeOneAreLeftOut() {
    Layout x = contiguous(4, 1, 5).expand(4, 1, 5).transpose(0, 2);
    Strided at = Strided.of(List.of(x));
    assertArrayEquals(new long[] {4, 5}, at.sizes());
    assertArrayEquals(new long[] {5, 1}, at.strides()[0]);
  }

  @Test
  void dimensionsAreJoinedOnlyIfTheyLieBehindEachOtherInAllOperands() {
    Layout out = contiguous(2, 3, 4);
    Layout row = contiguous(4).expand(2, 3, 4);
    Strided at = Strided.of(List.of(out, row));
    assertArrayEquals(new long[] {4, 6}, at.sizes());
    assertArrayEquals(new long[] {1, 4}, at.strides()[0]);
    assertArrayEquals(new long[] {1, 0}, at.strides()[1]);
    assertFalse(at.isContiguous());
  }

  @Test
  void aHoleBetweenRowsIsNoRun() {
    Layout x = contiguous(3, 8).slice(1, 0, 5, 1);
    Strided at = Strided.of(List.of(x));
    assertArrayEquals(new long[] {5, 3}, at.sizes());
    assertFalse(at.isContiguous());
  }

  @Test
  void aFlippedDimensionKeepsItsNegativeStride() {
    Strided at = Strided.of(List.of(contiguous(3, 4), contiguous(3, 4).flip(0)));
    assertArrayEquals(new long[] {4, 3}, at.sizes());
    assertArrayEquals(new long[] {1, -4}, at.strides()[1]);
    Strided both = Strided.of(List.of(contiguous(3, 4), contiguous(3, 4).flip(0, 1)));
    assertArrayEquals(new long[] {12}, both.sizes());
    assertArrayEquals(new long[] {-1}, both.strides()[1]);
    assertFalse(both.isContiguous());
  }

  @Test
  void rowMajorOrderIsKept() {
    Layout turned = contiguous(3, 4).transpose(0, 1);
    Strided at = Strided.of(List.of(turned));
    assertArrayEquals(new long[] {3, 4}, at.sizes());
    assertArrayEquals(new long[] {4, 1}, at.strides()[0]);
  }

  @Test
  void inMemoryOrderOperandsThatAreTurnedAlikeAreOneRun() {
    Layout turned = contiguous(3, 4, 5).permute(2, 0, 1);
    Strided at = Strided.inMemoryOrder(List.of(turned, turned));
    assertArrayEquals(new long[] {60}, at.sizes());
    assertTrue(at.isContiguous());
  }

  @Test
  void inMemoryOrderTheOutputComesFirst() {
    Layout out = contiguous(3, 4).transpose(0, 1);
    Layout in = contiguous(4, 3);
    Strided at = Strided.inMemoryOrder(List.of(out, in));
    assertArrayEquals(new long[] {4, 3}, at.sizes());
    assertArrayEquals(new long[] {1, 4}, at.strides()[0]);
    assertArrayEquals(new long[] {3, 1}, at.strides()[1]);
  }

  @Test
  void nothingIsARunOfNoElements() {
    Strided at = Strided.of(List.of(contiguous(3, 0, 2)));
    assertArrayEquals(new long[] {0}, at.sizes());
    assertTrue(at.isContiguous());
  }

  @Test
  void manyElementsAreWide() {
    assertFalse(Strided.of(List.of(contiguous(Integer.MAX_VALUE))).wide());
    assertTrue(Strided.of(List.of(contiguous(1L << 31))).wide());
    assertTrue(Strided.of(List.of(contiguous(2, 1).expand(2, 1L << 31))).wide());
  }

  @Test
  void farApartElementsAreWide() {
    Layout far = Layout.of(Shape.of(2, 2), new long[] {1L << 31, 3}, 0);
    assertTrue(Strided.of(List.of(contiguous(2, 2), far)).wide());
    assertTrue(Strided.of(List.of(contiguous(2, 2), far.flip(0))).wide());
    Layout near = Layout.of(Shape.of(2, 2), new long[] {1L << 30, 3}, 0);
    assertFalse(Strided.of(List.of(contiguous(2, 2), near)).wide());
  }

  @Test
  void tooManyDimensionsAreAnErrorThatNamesThem() {
    long[] sizes = new long[17];
    long[] strides = new long[17];
    Arrays.fill(sizes, 2);
    Arrays.setAll(strides, d -> 3L << (2 * (16 - d)));
    Layout layout = Layout.of(Shape.of(sizes), strides, 0);
    String message =
        assertThrows(IllegalArgumentException.class, () -> Strided.of(List.of(layout)))
            .getMessage();
    assertTrue(message.contains("at most 16 dimensions") && message.contains("has 17"), message);
    assertEquals(1, Strided.of(List.of(contiguous(sizes))).sizes().length);
    assertEquals(16, Strided.of(List.of(layout.select(0, 1))).sizes().length);
  }
}
