package anabranch.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import anabranch.shape.DType;
import anabranch.shape.Layout;
import anabranch.shape.Shape;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CursorTest {
  private final Random random = new Random(3);

  private Layout layout() {
    int rank = random.nextInt(5);
    long[] sizes = IntStream.range(0, rank).mapToLong(i -> 1 + random.nextInt(6)).toArray();
    long[] strides = IntStream.range(0, rank).mapToLong(i -> random.nextInt(9) - 3).toArray();
    return Layout.of(Shape.of(sizes), strides, 100);
  }

  private static long[] from(Layout layout, Walk walk, int start) {
    Operand operand = new Operand(MemorySegment.NULL, DType.F32, layout);
    Cursor cursor = new Cursor(operand, walk, start);
    long[] positions = new long[(int) layout.shape().numel() - start];
    cursor.positions(positions, positions.length);
    return positions;
  }

  @Test
  void aCursorVisitsTheElementsInRowMajorOrderFromAnyStart() {
    for (int i = 0; i < 2000; i++) {
      Layout layout = layout();
      long[] expected = Rig.positions(layout);
      int start = random.nextInt(expected.length);
      long[] actual = from(layout, Walk.of(layout), start);
      assertArrayEquals(
          Arrays.copyOfRange(expected, start, expected.length), actual, layout::toString);
    }
  }

  @Test
  void anOrderPermutesTheDimensions() {
    for (int i = 0; i < 500; i++) {
      Layout layout = layout();
      int[] order = IntStream.range(0, layout.shape().rank()).map(d -> -d - 1).toArray();
      int[] wrapped = Arrays.stream(order).map(d -> d + order.length).toArray();
      long[] expected = Rig.positions(layout.permute(order));
      assertArrayEquals(expected, from(layout, Walk.of(layout, wrapped), 0), layout::toString);
    }
  }

  @Test
  void contiguousDimensionsAreOneLoop() {
    Layout layout = Layout.contiguous(Shape.of(4, 1, 5, 6));
    assertEquals(1, Walk.of(layout).loops());
    assertEquals(1, Walk.of(layout.slice(0, 1, 3, 1)).loops());
    assertEquals(2, Walk.of(layout.slice(2, 1, 3, 1)).loops());
    assertEquals(1, Walk.of(Layout.contiguous(Shape.of(1)).expand(7, 8)).loops());
  }

  @Test
  void positionsMayPassWhatAnIntHolds() {
    long far = 1L << 40;
    Layout layout = Layout.of(Shape.of(far, 3), new long[] {5, far * 8}, 7);
    Operand operand = new Operand(MemorySegment.NULL, DType.F32, layout);
    long start = 3 * (far - 1) + 2;
    assertEquals(
        7 + 5 * (far - 1) + 2 * far * 8, new Cursor(operand, Walk.of(layout), start).position());
  }

  @Test
  void theOutputsStridesDecideTheOrder() {
    Layout layout = Layout.contiguous(Shape.of(3, 4, 5));
    assertEquals(null, Order.of(layout));
    assertArrayEquals(new int[] {2, 0, 1}, Order.of(layout.permute(1, 2, 0)));
  }
}
