package anabranch.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import anabranch.Devices;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.shape.DType;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Elements in another order, type or place. */
public abstract class CopiesTck extends OpTck {
  static Stream<Arguments> pairs() {
    return Arrays.stream(DType.values())
        .flatMap(from -> Arrays.stream(DType.values()).map(to -> arguments(from, to)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void converts(DType from, DType to) {
    for (Form form : Form.values()) {
      Tensor x = sample(form, from, 5, 67);
      x = to == DType.U8 && from.isFloating() ? x.abs() : x; // negative reals to U8 are undefined
      Host expected = Host.of(x).in(to).map(v -> v + 0.0);
      Tensor y = x.to(to);
      assertEquals(to, y.dtype());
      Check.same(to, expected, to.isFloating() ? y.add(0) : y);
    }
  }

  @Test
  void sameTypeIsTheSameTensor() {
    Tensor x = Tensors.ones(device(), 2);
    assertSame(x, x.to(DType.F32));
    assertSame(x, x.to(device()));
  }

  @Test
  void roundsOnceAndToEven() {
    Tensor x = vector(DType.F64, 1.0, 65504, 65520, 1e-8, 0.1, 2049, 2051, -0.0, NAN, -INF);
    Check.values(x.to(DType.F16), 1, 65504, INF, 0, 0.0999755859375, 2048, 2052, -0.0, NAN, -INF);
    Check.values(
        vector(DType.F64, 257, 259, 0.1, 3.4e38, 3.39e38).to(DType.BF16),
        256,
        260,
        0.10009765625,
        INF,
        3.3895313892515355e38);
    Check.values(vector(DType.F64, 16777217, 1e39).to(DType.F32), 16777216, INF);
  }

  @Test
  void cutsTowardZero() {
    Tensor x = vector(DType.F32, 1.9, -1.9, 0.0, 255.7);
    Check.values(x.to(DType.I64), 1, -1, 0, 255);
    Check.values(x.to(DType.I32), 1, -1, 0, 255);
    Check.values(longs(-1, 256, 300).to(DType.U8), 255, 0, 44);
    Check.values(longs(1L << 32).to(DType.I32), 0);
  }

  @Test
  void truthIsWhatIsNotZero() {
    Check.values(vector(DType.F32, 0, -0.0, NAN, 1e-30).to(DType.BOOL), 0, 0, 1, 1);
    Check.values(longs(0, 256, -1).to(DType.BOOL), 0, 1, 1);
    Check.values(vector(DType.BOOL, 0, 1).to(DType.BF16), 0, 1);
  }

  @Test
  void movesToAnotherDevice() throws Exception {
    try (Devices others = Devices.open(Devices.Options.defaults())) {
      Tensor there =
          Tensors.arange(device(), 0, 6, 1).reshape(2, 3).t().to(others.get(deviceName()));
      assertEquals(others.get(deviceName()), there.device());
      Check.values(there, 0, 3, 1, 4, 2, 5);
      Tensor here = Tensors.zeros(device(), 3, 2);
      Check.values(here.copy_(there), 0, 3, 1, 4, 2, 5);
      Check.refused(
          IllegalArgumentException.class,
          () -> here.add(there),
          "add: expected all tensors to be on the same device, but found");
      there.close();
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void flips(DType type) {
    for (Form form : Form.values()) {
      Tensor x = sample(form, type, 3, 1, 35);
      Host h = Host.of(x);
      Check.same(type, Host.make(x.shape(), i -> h.at(2 - i[0], i[1], 34 - i[2])), x.flip(0, -1));
      Check.same(type, h, x.flip());
    }
    Check.refused(
        ShapeException.class, () -> sample(type, 2).flip(0, 0), "dimension 0 is named twice");
  }

  @Test
  void rolls() {
    Tensor x = Tensors.arange(device(), 0, 6, 1).reshape(2, 3);
    Check.values(x.roll(1, 1), 2, 0, 1, 5, 3, 4);
    Check.values(x.roll(-4, 1), 1, 2, 0, 4, 5, 3);
    Check.values(x.roll(new long[] {1, 1}, new int[] {0, 1}), 5, 3, 4, 2, 0, 1);
    Check.values(x.roll(0, 0), 0, 1, 2, 3, 4, 5);
    assertEquals(Shape.of(0, 2), Tensors.zeros(0, 2).roll(1, 0).shape());
    Check.refused(
        ShapeException.class,
        () -> x.roll(new long[] {1, 2}, new int[] {0}),
        "shifts and dimensions must align. shifts: 2, dims:1");
  }

  @Test
  void repeats() {
    Tensor x = longs(1, 2).unsqueeze(1);
    Check.values(x.repeat(2, 3), 1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2);
    assertEquals(Shape.of(2, 4, 1), x.repeat(2, 2, 1).shape());
    Check.values(x.tile(2), 1, 1, 2, 2);
    Check.values(Tensors.scalar(device(), 5).repeat(3), 5, 5, 5);
    assertEquals(Shape.of(0, 1), x.repeat(0, 1).shape());
    Check.refused(
        ShapeException.class,
        () -> x.repeat(2),
        "Number of dimensions of repeat dims can not be smaller",
        "[2]",
        "[2, 1]");
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void concatenates(DType type) {
    Tensor a = sample(Form.TRANSPOSED, type, 2, 3, 4);
    Tensor b = sample(Form.STEPPED, type, 2, 1, 4);
    Tensor none = Tensors.zeros(device(), type, 2, 0, 4);
    Host x = Host.of(a);
    Host y = Host.of(b);
    Host expected =
        Host.make(Shape.of(2, 4, 4), i -> i[1] < 3 ? x.at(i) : y.at(i[0], i[1] - 3, i[2]));
    Check.same(type, expected, Tensors.cat(1, a, none, b));
    Check.same(type, expected, Tensors.cat(List.of(a, b), -2));
  }

  @Test
  void concatenatesInThePromotedType() {
    Tensor x = Tensors.cat(0, longs(1), vector(DType.F16, 0.5), vector(DType.BOOL, 1));
    assertEquals(DType.F16, x.dtype());
    Check.values(x, 1, 0.5, 1);
    Check.values(Tensors.cat(0, Tensors.zeros(0), Tensors.ones(2, 1)), 1, 1);
  }

  @Test
  void refusesWhatDoesNotAlign() {
    Check.refused(
        ShapeException.class,
        () -> Tensors.cat(0, Tensors.zeros(2, 3), Tensors.zeros(3, 2)),
        "Sizes of tensors must match except in dimension 0. Expected size 3 but got size 2 for"
            + " tensor number 1 in the list");
    Check.refused(
        ShapeException.class,
        () -> Tensors.cat(0, Tensors.zeros(2), Tensors.zeros(2, 2)),
        "Tensors must have same number of dimensions: got 1 and 2");
    Check.refused(
        ShapeException.class,
        () -> Tensors.cat(0, Tensors.scalar(1)),
        "zero-dimensional tensor (at position 0) cannot be concatenated");
    Check.refused(
        ShapeException.class, () -> Tensors.cat(0), "expected a non-empty list of Tensors");
    Check.refused(
        ShapeException.class,
        () -> Tensors.stack(0, Tensors.zeros(2), Tensors.zeros(1)),
        "stack expects each tensor to be equal size, but got [2] at entry 0 and [1] at entry 1");
  }

  @Test
  void stacks() {
    Tensor a = longs(1, 2);
    Tensor b = longs(3, 4);
    Check.values(Tensors.stack(List.of(a, b)), 1, 2, 3, 4);
    Check.values(Tensors.stack(1, a, b), 1, 3, 2, 4);
    assertEquals(Shape.of(2, 2), Tensors.stack(-1, a, b).shape());
    Check.values(Tensors.stack(0, a.get(0), b.get(1)), 1, 4);
  }
}
