package anabranch.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Sizes, dimensions counted from both ends, broadcasting. */
class ShapeTest {
  @Test
  void countsElements() {
    assertEquals(1, Shape.SCALAR.numel());
    assertEquals(24, Shape.of(2, 3, 4).numel());
    assertEquals(0, Shape.of(Long.MAX_VALUE, 2, 0).numel());
    assertEquals(Long.MAX_VALUE, Shape.of(Long.MAX_VALUE, 1).numel());
    assertThrows(ShapeException.class, () -> Shape.of(1L << 32, 1L << 31));
    assertThrows(ShapeException.class, () -> Shape.of(2, -1));
    assertThrows(ShapeException.class, () -> Shape.of(new long[65]));
  }

  @Test
  void countsDimensionsFromTheEnd() {
    Shape s = Shape.of(2, 3, 4);
    assertEquals(4, s.size(-1));
    assertEquals(2, s.size(-3));
    assertEquals(0, Shape.SCALAR.dim(-1));
    ShapeException e = assertThrows(ShapeException.class, () -> s.size(3));
    assertEquals(
        "Dimension out of range (expected to be in range of [-3, 2], but got 3)", e.getMessage());
  }

  @Test
  void broadcasts() {
    assertEquals(Shape.of(4, 5, 3), Shape.broadcast(Shape.of(4, 1, 3), Shape.of(5, 1)));
    assertEquals(Shape.of(0, 3), Shape.broadcast(Shape.of(0, 3), Shape.of(1, 1)));
    assertEquals(Shape.of(2), Shape.broadcast(Shape.SCALAR, Shape.of(2)));
    ShapeException e =
        assertThrows(ShapeException.class, () -> Shape.broadcast(Shape.of(2, 3), Shape.of(2, 4)));
    assertEquals(
        "The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 1",
        e.getMessage());
    assertThrows(ShapeException.class, () -> Shape.broadcast(Shape.of(0), Shape.of(2)));
  }
}
