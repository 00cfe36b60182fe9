package anabranch.cuda.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import anabranch.op.Scalar;
import anabranch.shape.DType;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void aNumberIsRoundedOnceToHalfPrecision() {
    // Rounded to binary32 first it would be the tie 2049, which rounds to 2048.
    double above = 2049 + 1e-9;
    assertEquals(2050, Numbers.real(DType.F16, above));
    assertEquals(2048, Numbers.real(DType.F16, 2049));
    assertEquals(258, Numbers.real(DType.BF16, 257 + 1e-9));
    assertEquals(256, Numbers.real(DType.BF16, 257));
  }

  @Test
  void whatPassesTheRangeIsInfinite() {
    assertEquals(65504, Numbers.real(DType.F16, 65519.9));
    assertEquals(Double.POSITIVE_INFINITY, Numbers.real(DType.F16, 65520));
    assertEquals(Double.NEGATIVE_INFINITY, Numbers.real(DType.BF16, -1e300));
    assertEquals(Double.NaN, Numbers.real(DType.BF16, Double.NaN));
  }

  @Test
  void smallNumbersHaveFewerDigits() {
    assertEquals(0x1p-24, Numbers.real(DType.F16, 0x1.7p-24));
    assertEquals(0.0, Numbers.real(DType.F16, 0x1p-25));
    assertEquals(-0.0, Numbers.real(DType.F16, -0x1p-26));
    assertEquals(0x1p-133, Numbers.real(DType.BF16, 0x1.2p-133));
    assertEquals(0.0, Numbers.real(DType.BF16, Double.MIN_VALUE));
  }

  @Test
  void floatsRoundToHalfPrecisionAsTheJdkDoes() {
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      float x = Float.intBitsToFloat(random.nextInt());
      if (!Float.isNaN(x)) {
        float expected = Float.float16ToFloat(Float.floatToFloat16(x));
        assertEquals(expected, (float) Numbers.real(DType.F16, x));
      }
    }
  }

  @Test
  void bitsAreThoseOfAnElement() {
    assertEquals(0x3C00, Numbers.bits(DType.F16, Scalar.of(1.0)));
    assertEquals(0x3F80, Numbers.bits(DType.BF16, Scalar.of(1L)));
    assertEquals(0x3F800000, Numbers.bits(DType.F32, Scalar.of(true)));
    assertEquals(1, Numbers.bits(DType.BOOL, Scalar.of(0.5)));
    assertEquals(255, Numbers.bits(DType.U8, Scalar.of(-1L)));
    assertEquals(-1, Numbers.bits(DType.I64, Scalar.of(-1L)));
  }
}
