package anabranch.cuda.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import anabranch.op.Op;
import anabranch.op.Scalar;
import anabranch.shape.DType;
import anabranch.shape.Layout;
import anabranch.shape.Shape;
import anabranch.spi.View;
import java.util.List;
import org.junit.jupiter.api.Test;

class PointwiseTest {
  private final RecordedLauncher launcher = new RecordedLauncher();
  private final ElementwiseKernels elementwise = new ElementwiseKernels(launcher.kernels());
  private final CompareKernels compare = new CompareKernels(launcher.kernels());
  private final CopyKernels copy = new CopyKernels(launcher.kernels());

  private static View dense(DType dtype, long... sizes) {
    return RecordedLauncher.view(dtype, Layout.contiguous(Shape.of(sizes)));
  }

  /** Part of a vector, {@code offset} elements from its start. */
  private static View part(DType dtype, long offset, long size) {
    return RecordedLauncher.view(dtype, Layout.of(Shape.of(size), new long[] {1}, offset));
  }

  private void neg(View out, View x) {
    elementwise.run(launcher, Op.Unary.NEG, List.of(out), List.of(x));
  }

  @Test
  void denseOperandsGoByPacksOf16Bytes() {
    neg(dense(DType.F32, 10, 103), dense(DType.F32, 10, 103));
    neg(dense(DType.F16, 10, 103), dense(DType.F16, 10, 103));
    neg(dense(DType.F64, 1), dense(DType.F64, 1));
    assertEquals(
        List.of(
            "unary_f32 0 @0 @0 1030L 1 strided2: 2 x 256",
            "unary_f16 0 @0 @0 1030L 1 strided2: 1 x 256",
            "unary_f64 0 @0 @0 1L 1 strided2: 1 x 256"),
        launcher.launches);
  }

  @Test
  void whatIsNotAlignedGoesElementByElement() {
    neg(dense(DType.F32, 1030), part(DType.F32, 1, 1030));
    neg(dense(DType.F32, 1030), part(DType.F32, 4, 1030));
    assertEquals(
        List.of(
            "unary_f32 0 @4 @0 1030L 0 strided2: 5 x 256",
            "unary_f32 0 @16 @0 1030L 1 strided2: 2 x 256"),
        launcher.launches);
  }

  @Test
  void aPackOfSmallerElementsNeedsLessAlignment() {
    compare.run(
        launcher, Op.Test.ISNAN, List.of(part(DType.BOOL, 4, 64)), List.of(dense(DType.F32, 64)));
    compare.run(
        launcher, Op.Test.ISNAN, List.of(part(DType.BOOL, 2, 64)), List.of(dense(DType.F32, 64)));
    assertEquals(
        List.of(
            "test_f32 1 @0 @4 64L 1 strided2: 1 x 256", "test_f32 1 @0 @2 64L 0 strided2: 1 x 256"),
        launcher.launches);
  }

  @Test
  void aNumberTakesTheOtherOperandsPlace() {
    View x = dense(DType.F32, 8);
    Op.BinaryScalar first = new Op.BinaryScalar(Op.Binary.SUB, Scalar.of(2.5), true);
    Op.BinaryScalar second = new Op.BinaryScalar(Op.Binary.SUB, Scalar.of(2.5), false);
    elementwise.run(launcher, first, List.of(x), List.of(x));
    elementwise.run(launcher, second, List.of(x), List.of(x));
    assertEquals(
        List.of(
            "binary_f32 1 1 @0 @0 2.5f @0 8L 1 strided3: 1 x 256",
            "binary_f32 1 2 @0 @0 2.5f @0 8L 1 strided3: 1 x 256"),
        launcher.launches);
  }

  @Test
  void aNumberIsReadInTheTypeOfTheElementsAndAFactorIsNot() {
    View half = dense(DType.F16, 8);
    Scalar third = Scalar.of(1 / 3.0);
    elementwise.run(
        launcher, new Op.BinaryScalar(Op.Binary.MUL, third, false), List.of(half), List.of(half));
    elementwise.run(launcher, new Op.AddScaled(third), List.of(half), List.of(half, half));
    assertEquals(
        List.of(
            "binary_f16 2 2 @0 @0 0.33325195f @0 8L 1 strided3: 1 x 256",
            "add_scaled_f16 @0 @0 0.33333334f @0 8L 1 strided3: 1 x 256"),
        launcher.launches);
  }

  @Test
  void nothingIsNotLaunched() {
    View none = dense(DType.F32, 0, 3);
    neg(none, none);
    copy.run(launcher, new Op.Copy(), List.of(none), List.of(none));
    View whole = dense(DType.I64, 0);
    elementwise.run(
        launcher,
        new Op.BinaryScalar(Op.Binary.REMAINDER, Scalar.of(0L), false),
        List.of(whole),
        List.of(whole));
    assertEquals(List.of(), launcher.launches);
  }

  @Test
  void aWholeNumberDividedByAGivenZeroFailsAtOnce() {
    View x = dense(DType.I32, 4);
    Op.BinaryScalar op = new Op.BinaryScalar(Op.Binary.FLOOR_DIV, Scalar.of(0L), false);
    String message =
        assertThrows(
                ArithmeticException.class,
                () -> elementwise.run(launcher, op, List.of(x), List.of(x)))
            .getMessage();
    assertEquals("ZeroDivisionError: floor_div of whole numbers by 0", message);
  }

  @Test
  void aBoundThatIsNotGivenIsTheTypesOwn() {
    View x = dense(DType.U8, 4);
    elementwise.run(launcher, new Op.Clamp(null, Scalar.of(9L)), List.of(x), List.of(x));
    elementwise.run(launcher, new Op.Clamp(Scalar.of(9L), null), List.of(x), List.of(x));
    assertEquals(
        List.of(
            "clamp_u8 @0 @0 0 9 4L 1 strided2: 1 x 256",
            "clamp_u8 @0 @0 9 255 4L 1 strided2: 1 x 256"),
        launcher.launches);
  }

  @Test
  void aCopyOfTheSameTypeMovesBitsAndAnyOtherCasts() {
    copy.run(launcher, new Op.Copy(), List.of(dense(DType.BF16, 8)), List.of(dense(DType.BF16, 8)));
    copy.run(launcher, new Op.Copy(), List.of(dense(DType.F64, 8)), List.of(dense(DType.BOOL, 8)));
    assertEquals(
        List.of("copy_2 @0 @0 8L 1 strided2: 1 x 256", "cast_b8_f64 @0 @0 8L 1 strided2: 1 x 256"),
        launcher.launches);
  }

  @Test
  void aTurnedCopyTakesABlockPerTile() {
    Layout turned = Layout.contiguous(Shape.of(2, 70, 40)).transpose(1, 2);
    copy.run(
        launcher,
        new Op.Copy(),
        List.of(dense(DType.F32, 2, 40, 70)),
        List.of(RecordedLauncher.view(DType.F32, turned)));
    assertEquals(
        List.of("transpose_4 @0 @0 40L 70L 40L 70L strided2: 12 x 256"), launcher.launches);
  }

  @Test
  void aNarrowTurnedCopyIsNotWorthTiles() {
    Layout turned = Layout.contiguous(Shape.of(70, 4)).transpose(0, 1);
    copy.run(
        launcher,
        new Op.Copy(),
        List.of(dense(DType.F32, 4, 70)),
        List.of(RecordedLauncher.view(DType.F32, turned)));
    assertEquals(List.of("copy_4 @0 @0 280L 0 strided2: 2 x 256"), launcher.launches);
  }
}
