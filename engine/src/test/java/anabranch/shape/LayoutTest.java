package anabranch.shape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Views of layouts, held against the plain list of the positions that their elements have. */
class LayoutTest {
  /** The positions of the elements in row-major order. */
  private static long[] positions(Layout l) {
    List<Long> out = new ArrayList<>();
    collect(l, 0, l.offset(), out);
    return out.stream().mapToLong(Long::longValue).toArray();
  }

  private static void collect(Layout l, int d, long at, List<Long> out) {
    if (d == l.shape().rank()) {
      out.add(at);
      return;
    }
    for (long i = 0; i < l.shape().size(d); i++) {
      collect(l, d + 1, at + i * l.stride(d), out);
    }
  }

  private static Layout randomView(Random r) {
    long[] sizes = new long[r.nextInt(5)];
    Arrays.setAll(sizes, i -> r.nextInt(10) == 0 ? 0 : 1 + r.nextInt(4));
    Layout l = Layout.contiguous(Shape.of(sizes));
    for (int step = r.nextInt(4); step > 0; step--) {
      l = randomStep(r, l);
    }
    return l;
  }

  private static Layout randomStep(Random r, Layout l) {
    int rank = l.shape().rank();
    if (rank == 0) {
      return l.unsqueeze(0);
    }
    int d = r.nextInt(rank);
    List<UnaryOperator<Layout>> steps =
        List.of(
            x -> x.transpose(d, r.nextInt(rank)),
            x -> x.slice(d, r.nextInt(5) - 2, r.nextInt(6) - 1, 1 + r.nextInt(3)),
            x -> x.shape().size(d) > 0 ? x.select(d, -1) : x,
            x -> x.unsqueeze(d),
            x -> x.squeeze(d),
            x -> x.shape().size(d) == 1 ? x.expand(x.shape().with(d, 3)) : x);
    return steps.get(r.nextInt(steps.size())).apply(l);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void reshapeIsAViewExactlyWhereStridesCanSayIt(long seed) {
    Random r = new Random(seed);
    int views = 0;
    for (int n = 0; n < 500; n++) {
      Layout l = randomView(r);
      Shape to = randomShape(r, l.shape().numel());
      Layout view = Reshape.view(l, to);
      long[] positions = positions(l);
      assertEquals(stridesExist(positions, to), view != null, l + " to " + to);
      if (view != null) {
        views++;
        assertEquals(to, view.shape());
        assertArrayEquals(positions, positions(view), l + " to " + view);
      }
    }
    assertTrue(views > 100);
  }

  /** A shape of {@code numel} elements with a few sizes of 1 strewn in. */
  private static Shape randomShape(Random r, long numel) {
    List<Long> sizes = new ArrayList<>();
    long left = numel;
    if (numel == 0) {
      sizes.add(0L);
    }
    for (long f = 2; f <= left && left > 1; ) {
      if (left % f != 0) {
        f++;
      } else {
        left /= f;
        if (!sizes.isEmpty() && r.nextBoolean()) {
          sizes.set(0, sizes.getFirst() * f);
        } else {
          sizes.add(r.nextInt(sizes.size() + 1), f);
        }
      }
    }
    if (r.nextInt(3) == 0) {
      sizes.add(r.nextInt(sizes.size() + 1), 1L);
    }
    return Shape.of(sizes.stream().mapToLong(Long::longValue).toArray());
  }

  /** Whether some strides give these positions for the shape: each index moves by a constant. */
  private static boolean stridesExist(long[] positions, Shape shape) {
    long block = shape.numel();
    for (int d = 0; d < shape.rank() && block > 0; d++) {
      long size = shape.size(d);
      block /= size;
      for (int i = 0; i < positions.length; i++) {
        long index = i / block % size;
        if (index > 0) {
          long step = positions[(int) block] - positions[0];
          if (positions[i] - positions[i - (int) block] != step) {
            return false;
          }
        }
      }
    }
    return true;
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void knowsItsExtentAndContiguity(long seed) {
    Random r = new Random(seed);
    for (int n = 0; n < 500; n++) {
      Layout l = randomView(r);
      long[] p = positions(l);
      if (p.length > 0) {
        assertEquals(Arrays.stream(p).min().getAsLong(), l.low(), l.toString());
        assertEquals(Arrays.stream(p).max().getAsLong() + 1, l.high(), l.toString());
        boolean dense = true;
        for (int i = 0; i < p.length; i++) {
          dense &= p[i] == l.offset() + i;
        }
        assertEquals(dense, l.isContiguous(), l.toString());
        assertEquals(Arrays.stream(p).distinct().count() < p.length, l.isExpanded(), l.toString());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 5, 1, 0 1 2 3 4",
    "1, 5, 2, 1 3",
    "-2, 9, 1, 3 4",
    "-9, -3, 1, 0 1",
    "4, 1, 1, ''",
    "5, 9, 1, ''",
    "0, 9223372036854775807, 9223372036854775807, 0",
    "-9223372036854775808, 9223372036854775807, 3, 0 3"
  })
  void slicesAsPythonDoes(long start, long end, long step, String expected) {
    Layout l = Layout.contiguous(Shape.of(5)).slice(0, start, end, step);
    long[] want =
        expected.isEmpty()
            ? new long[0]
            : Arrays.stream(expected.split(" ", -1)).mapToLong(Long::parseLong).toArray();
    assertArrayEquals(want, positions(l));
  }

  @Test
  void flipsByNegativeStrides() {
    Layout l = Layout.contiguous(Shape.of(2, 3)).flip(0, -1);
    assertArrayEquals(new long[] {5, 4, 3, 2, 1, 0}, positions(l));
    assertEquals(0, l.low());
    assertEquals(6, l.high());
    assertThrows(ShapeException.class, () -> l.flip(1, -1));
    Layout empty = Layout.contiguous(Shape.of(0, 3)).flip(0);
    assertEquals(0, empty.offset());
  }

  @Test
  void expands() {
    Layout l = Layout.contiguous(Shape.of(4, 1));
    assertArrayEquals(new long[] {0, 1, 0}, l.expand(3, -1, 2).strides());
    assertEquals(Shape.of(4, 0), l.expand(4, 0).shape());
    assertTrue(l.expand(4, 2).isExpanded());
    assertFalse(l.expand(1, 4, 1).isExpanded());
    assertMessage("expand: The expanded size of the tensor (5) must match", () -> l.expand(5, 1));
    assertMessage(
        "expand: The expanded size of the tensor (-1) isn't allowed", () -> l.expand(-1, 4, 1));
    assertMessage("expand: the number of sizes provided (1)", () -> l.expand(4));
  }

  @Test
  void refusesWhatIsOutside() {
    Layout l = Layout.contiguous(Shape.of(2, 3));
    assertMessage(
        "select: index 3 is out of bounds for dimension 1 with size 3", () -> l.select(1, 3));
    assertMessage("permute: dimension 0 is named twice", () -> l.permute(0, -2));
    assertMessage("permute: [0] names 1 dimensions", () -> l.permute(0));
    assertMessage("slice: step must be greater than zero", () -> l.slice(0, 0, 2, 0));
    assertMessage(
        "slice() cannot be applied to a 0-dim tensor",
        () -> Layout.contiguous(Shape.SCALAR).slice(0, 0, 1, 1));
  }

  @Test
  void infersOneSize() {
    Shape from = Shape.of(2, 3);
    assertEquals(Shape.of(3, 2), Reshape.infer(from, 3, -1));
    assertEquals(Shape.of(6), Reshape.infer(from, -1));
    assertEquals(Shape.of(0, 4), Reshape.infer(Shape.of(4, 0), -1, 4));
    assertMessage(
        "reshape: shape '[4]' is invalid for input of size 6", () -> Reshape.infer(from, 4));
    assertMessage("reshape: shape '[-1, 4]' is invalid", () -> Reshape.infer(from, -1, 4));
    assertMessage("reshape: shape '[0, -1]' is invalid", () -> Reshape.infer(from, 0, -1));
    assertMessage("only one dimension can be inferred", () -> Reshape.infer(from, -1, -1));
    assertMessage(
        "cannot reshape tensor of 0 elements into shape [-1, 0]",
        () -> Reshape.infer(Shape.of(0), -1, 0));
    assertMessage("reshape: shape", () -> Reshape.infer(from, Long.MAX_VALUE, 3));
  }

  private static void assertMessage(String start, Runnable body) {
    ShapeException e = assertThrows(ShapeException.class, body::run);
    assertTrue(e.getMessage().startsWith(start), e.getMessage());
  }
}
