package anabranch.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NumberFormatsTest {
  private static final int CODES = 1 << 16;

  @Test
  void everyBrainFloatComesBackFromFloat() {
    for (int code = 0; code < CODES; code++) {
      float value = BFloat16.toFloat((short) code);
      assertEquals(Float.floatToRawIntBits(value), code << 16);
      short back = BFloat16.ofFloat(value);
      if (Float.isNaN(value)) {
        assertTrue(Float.isNaN(BFloat16.toFloat(back)), "code " + code);
      } else {
        assertEquals((short) code, back);
      }
    }
  }

  @Test
  void brainFloatsRoundToNearestTiesToEven() {
    for (int code = 0; code < CODES; code++) {
      float low = BFloat16.toFloat((short) code);
      float high = BFloat16.toFloat((short) (code + 1));
      if (Float.isNaN(low) || Float.isNaN(high) || (code & 0x7FFF) == 0x7FFF) {
        continue;
      }
      int bits = code << 16;
      short even = (short) ((code & 1) == 0 ? code : code + 1);
      assertEquals(even, BFloat16.ofFloat(Float.intBitsToFloat(bits | 0x8000)));
      assertEquals((short) code, BFloat16.ofFloat(Float.intBitsToFloat(bits | 0x7FFF)));
      assertEquals((short) (code + 1), BFloat16.ofFloat(Float.intBitsToFloat(bits | 0x8001)));
    }
  }

  @Test
  void aNaNNeverBecomesInfinity() {
    for (int payload = 1; payload < 1 << 23; payload += 97) {
      float nan = Float.intBitsToFloat(0x7F800000 | payload);
      assertTrue(Float.isNaN(BFloat16.toFloat(BFloat16.ofFloat(nan))));
    }
  }

  @Test
  void doublesRoundToHalfOnce() {
    for (int code = 0; code < 0x7BFF; code++) {
      double low = Float.float16ToFloat((short) code);
      double high = Float.float16ToFloat((short) (code + 1));
      double middle = (low + high) / 2;
      short even = (short) ((code & 1) == 0 ? code : code + 1);
      assertEquals((short) code, Rounding.toFloat16(low));
      assertEquals(even, Rounding.toFloat16(middle));
      assertEquals((short) (code + 1), Rounding.toFloat16(Math.nextUp(middle)));
      assertEquals((short) code, Rounding.toFloat16(Math.nextDown(middle)));
      assertEquals((short) (code + 1 | 0x8000), Rounding.toFloat16(-Math.nextUp(middle)));
    }
    assertEquals(0x7C00, Rounding.toFloat16(65520));
    assertEquals(0x7BFF, Rounding.toFloat16(Math.nextDown(65520.0)));
    assertEquals(0x7C00, Rounding.toFloat16(1e300));
    assertEquals(0, Rounding.toFloat16(0x1p-25));
    assertEquals(1, Rounding.toFloat16(Math.nextUp(0x1p-25)));
  }

  @Test
  void doublesRoundToBrainFloatOnce() {
    for (int code = 0; code < 0x7F7F; code++) {
      double low = BFloat16.toFloat((short) code);
      double high = BFloat16.toFloat((short) (code + 1));
      double middle = low + (high - low) / 2;
      assertEquals((short) ((code & 1) == 0 ? code : code + 1), Rounding.toBFloat16(middle));
      assertEquals((short) (code + 1), Rounding.toBFloat16(Math.nextUp(middle)));
      assertEquals((short) code, Rounding.toBFloat16(Math.nextDown(middle)));
    }
  }

  @Test
  void roundingToOddKeepsWhatFloatsHold() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      if (!Float.isNaN(value)) {
        assertEquals(value, Rounding.toOdd(value));
      }
    }
  }
}
