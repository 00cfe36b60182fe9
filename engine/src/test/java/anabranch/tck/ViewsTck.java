package anabranch.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.shape.DType;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Other shapes of the same elements. */
public abstract class ViewsTck extends OpTck {
  private Tensor range(long... sizes) {
    return Tensors.arange(device(), 0, Shape.of(sizes).numel(), 1).reshape(sizes);
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void reshapesWithOrWithoutACopy(DType type) {
    Tensor x = sample(type, 2, 3, 4);
    Host want = Host.of(x);
    Tensor view = x.reshape(4, -1);
    Check.same(type, new Host(Shape.of(4, 6), want.values()), view);
    view.fill_(1);
    assertTrue(x.eq(1).all().itemBoolean());
    Tensor t = sample(type, 3, 4).t();
    Host transposed = Host.of(t);
    Tensor copy = t.reshape(12);
    Check.same(type, new Host(Shape.of(12), transposed.values()), copy);
    copy.fill_(1);
    Check.same(type, transposed, t);
  }

  @Test
  void viewsNeverCopy() {
    Tensor x = range(2, 3, 4);
    x.view(24).fill_(9);
    assertEquals(9, x.get(1).get(2).get(3).item());
    assertEquals(Shape.of(6, 2, 2), x.view(-1, 2, 2).shape());
    Check.refused(
        ShapeException.class,
        () -> x.transpose(0, 1).view(24),
        "view size is not compatible with input tensor's size and stride");
    Check.refused(
        ShapeException.class, () -> x.view(5), "shape '[5]' is invalid for input of size 24");
  }

  @Test
  void anyLayoutOfTheStorageIsAView() {
    Tensor x = range(2, 3);
    Tensor overlapping = x.asStrided(new long[] {3, 2}, new long[] {1, 2}, 1);
    assertArrayEquals(new long[] {1, 3, 2, 4, 3, 5}, overlapping.toLongArray());
    Tensor beyond = x.get(0).asStrided(new long[] {2}, new long[] {3}, 2);
    assertArrayEquals(new long[] {2, 5}, beyond.toLongArray());
    beyond.fill_(9);
    assertEquals(9, x.get(1).get(2).item());
    assertEquals(0, x.asStrided(new long[] {0}, new long[] {7}, 6).numel());
    assertEquals(3, x.asStrided(new long[0], new long[0], 3).item());
    refusesLayout(x, new long[] {4}, new long[] {2}, 0);
    refusesLayout(x, new long[] {2}, new long[] {1}, 5);
    refusesLayout(x, new long[] {1}, new long[] {1}, 6);
    refusesLayout(x, new long[] {0}, new long[] {1}, 7);
    refusesLayout(x, new long[] {3}, new long[] {-1}, 2);
    refusesLayout(x, new long[] {2}, new long[] {Long.MAX_VALUE}, 0);
    refusesLayout(x, new long[] {3, 2}, new long[] {Long.MAX_VALUE / 2, 9}, 0);
  }

  private static void refusesLayout(Tensor x, long[] sizes, long[] strides, long offset) {
    Check.refused(
        ShapeException.class,
        () -> x.asStrided(sizes, strides, offset),
        "out of bounds for a storage of 6 elements");
  }

  @Test
  void permutesAndTransposes() {
    Tensor x = range(2, 3, 4);
    Host h = Host.of(x);
    Check.same(
        DType.I64, Host.make(Shape.of(4, 2, 3), i -> h.at(i[1], i[2], i[0])), x.permute(2, 0, -2));
    Check.same(
        DType.I64, Host.make(Shape.of(4, 3, 2), i -> h.at(i[2], i[1], i[0])), x.transpose(0, -1));
    Check.values(range(2, 3).t(), 0, 3, 1, 4, 2, 5);
    Check.values(range(3).t(), 0, 1, 2);
    Check.refused(ShapeException.class, x::t, "t() expects a tensor with <= 2 dimensions", "3D");
    Check.refused(ShapeException.class, () -> x.permute(0, 1), "permute", "[2, 3, 4]");
    Check.refused(ShapeException.class, () -> x.transpose(0, 3), "Dimension out of range", "got 3");
  }

  @Test
  void expands() {
    Tensor x = range(2, 1);
    Check.values(x.expand(2, 3), 0, 0, 0, 1, 1, 1);
    Check.values(x.expand(2, -1, 2), 0, 0, 1, 1, 0, 0, 1, 1);
    Check.values(Tensors.scalar(device(), 4).expandAs(x), 4, 4);
    assertEquals(0, x.expand(2, 0).numel());
    Check.refused(
        ShapeException.class,
        () -> x.expand(3, 3),
        "The expanded size of the tensor (3) must match the existing size (2)",
        "Target sizes: [3, 3]",
        "Tensor sizes: [2, 1]");
  }

  @Test
  void slicesSelectsNarrows() {
    Tensor x = range(4, 5);
    Check.values(x.slice(0, 1, 4, 2).select(1, -1), 9, 19);
    Check.values(x.slice(1, -2, Long.MAX_VALUE).get(0), 3, 4);
    Check.values(x.narrow(1, 1, 2).narrow(0, -1, 1), 16, 17);
    Check.values(x.get(-1), 15, 16, 17, 18, 19);
    assertEquals(Shape.of(4, 0), x.slice(1, 3, 2).shape());
    Check.refused(
        ShapeException.class,
        () -> x.select(1, 5),
        "index 5 is out of bounds for dimension 1 with size 5");
    Check.refused(
        ShapeException.class,
        () -> x.narrow(1, 3, 3),
        "narrow: start (3) + length (3) exceeds dimension size (5)");
    Check.refused(ShapeException.class, () -> x.narrow(1, -6, 1), "narrow: start -6");
    Check.refused(
        ShapeException.class, () -> x.slice(0, 0, 1, -1), "step must be greater than zero");
    Check.refused(
        ShapeException.class,
        () -> Tensors.scalar(device(), 1).get(0),
        "select() cannot be applied to a 0-dim tensor");
  }

  @Test
  void addsAndDropsDimensionsOfOne() {
    Tensor x = range(1, 3, 1);
    assertEquals(Shape.of(3), x.squeeze().shape());
    assertEquals(Shape.of(3, 1), x.squeeze(0).shape());
    assertEquals(Shape.of(1, 3, 1), x.squeeze(1).shape());
    assertEquals(Shape.of(1, 3, 1, 1), x.unsqueeze(-1).shape());
    assertEquals(Shape.of(1, 1, 3, 1), x.unsqueeze(1).shape());
    Check.values(x.transpose(0, 1).unsqueeze(2).squeeze(), 0, 1, 2);
    Check.refused(ShapeException.class, () -> x.unsqueeze(4), "range of [-4, 3], but got 4");
  }

  @Test
  void flattens() {
    Tensor x = range(2, 3, 4);
    assertEquals(Shape.of(24), x.flatten().shape());
    assertEquals(Shape.of(2, 12), x.flatten(1, -1).shape());
    assertEquals(Shape.of(6, 4), x.flatten(0, 1).shape());
    assertEquals(Shape.of(1), Tensors.scalar(device(), 1).flatten().shape());
    assertEquals(Shape.of(0), Tensors.zeros(0, 3).flatten().shape());
    Check.values(range(2, 2).t().flatten(), 0, 2, 1, 3);
    Check.refused(
        ShapeException.class, () -> x.flatten(2, 1), "start_dim cannot come after end_dim");
  }

  @Test
  void contiguousCopiesOnlyWhereItMust() {
    Tensor x = range(2, 3);
    assertSame(x, x.contiguous());
    Tensor t = x.t();
    assertFalse(t.isContiguous());
    assertTrue(t.contiguous().isContiguous());
    Check.values(t.contiguous(), 0, 3, 1, 4, 2, 5);
    assertNotSame(x, x.clone());
    x.clone().fill_(0);
    Check.values(x, 0, 1, 2, 3, 4, 5);
  }

  @Test
  void splitsAndChunks() {
    Tensor x = range(5, 2);
    assertArrayEquals(new long[] {2, 2, 1}, sizes(x.split(2, 0)));
    assertArrayEquals(new long[] {1, 4}, sizes(x.split(new long[] {1, 4}, 0)));
    assertArrayEquals(new long[] {2, 2, 1}, sizes(x.chunk(3, 0)));
    assertArrayEquals(new long[] {2, 2, 1}, sizes(x.chunk(4, 0).subList(0, 3)));
    Check.values(x.split(2, 0).get(2), 8, 9);
    Check.values(x.chunk(2, 1).get(1), 1, 3, 5, 7, 9);
    assertEquals(3, Tensors.zeros(0, 2).chunk(3, 0).size());
    Check.refused(
        ShapeException.class,
        () -> x.split(new long[] {2, 2}, 0),
        "expects split_sizes to sum exactly to 5",
        "split_sizes=[2, 2]");
    Check.refused(ShapeException.class, () -> x.split(0, 0), "split_size can only be 0");
    Check.refused(ShapeException.class, () -> x.chunk(0, 0), "greater than 0, got: 0");
  }

  private static long[] sizes(List<Tensor> parts) {
    return parts.stream().mapToLong(p -> p.size(0)).toArray();
  }

  @Test
  void closedTensorsHaveNoViews() {
    Tensor x = range(2, 2);
    x.close();
    x.close();
    assertTrue(x.isClosed());
    Check.refused(IllegalStateException.class, x::t, "t: the tensor I64[2, 2]", "was closed");
    Check.refused(IllegalStateException.class, () -> x.reshape(4), "reshape", "was closed");
    Check.refused(IllegalStateException.class, () -> x.add(1), "add", "was closed");
    Check.refused(IllegalStateException.class, () -> x.add_(1), "add", "was closed");
    Check.refused(IllegalStateException.class, () -> x.exp(), "exp", "was closed");
    Check.refused(IllegalStateException.class, () -> x.to(DType.F32), "to", "was closed");
    Check.refused(IllegalStateException.class, x::toLongArray, "read", "was closed");
  }
}
