package anabranch.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values by mpmath with 40 digits: erf, erfc and ncdf of the binary64 argument. */
class ErrorFunctionTest {
  private static final double ULPS = 4;

  @ParameterizedTest
  @CsvSource({
    "-30.0, -1.0, 2.0, 4.906713927148187e-198",
    "-8.5, -1.0, 2.0, 9.479534822203318e-18",
    "-6.0, -1.0, 2.0, 9.86587645037698e-10",
    "-3.3, -0.9999969422902035, 1.9999969422902035, 0.0004834241423837775",
    "-1.9, -0.9927904292352575, 1.9927904292352574, 0.028716559816001807",
    "-1.0, -0.8427007929497149, 1.8427007929497148, 0.15865525393145705",
    "-0.99, -0.8385080695553698, 1.8385080695553697, 0.1610870595108309",
    "-0.3, -0.3286267594591274, 1.3286267594591274, 0.3820885778110474",
    "-1e-09, -1.1283791670955127e-09, 1.0000000011283792, 0.49999999960105773",
    "0.0, 0.0, 1.0, 0.5",
    "1e-300, 1.1283791670955126e-300, 1.0, 0.5",
    "1e-05, 1.1283791670579e-05, 0.9999887162083294, 0.500003989422804",
    "0.4, 0.42839235504666845, 0.5716076449533315, 0.6554217416103242",
    "0.7, 0.6778011938374184, 0.32219880616258156, 0.758036347776927",
    "0.999, 0.8422852702064969, 0.15771472979350307, 0.8411026543586817",
    "1.0, 0.8427007929497149, 0.15729920705028513, 0.8413447460685429",
    "1.1, 0.8802050695740817, 0.11979493042591827, 0.8643339390536173",
    "1.4142135, 0.9544997265786757, 0.045500273421324296, 0.9213503873208155",
    "2.0, 0.9953222650189527, 0.004677734981047266, 0.9772498680518208",
    "2.9, 0.9999589021219005, 4.109787809945886e-05, 0.998134186699616",
    "4.0, 0.9999999845827421, 1.541725790028002e-08, 0.9999683287581669",
    "5.5, 0.9999999999999927, 7.357847917974398e-15, 0.9999999810104375",
    "7.0, 1.0, 4.183825607779414e-23, 0.9999999999987201",
    "12.0, 1.0, 1.3562611692059042e-64, 1.0",
    "26.0, 1.0, 5.663192408856143e-296, 1.0",
    "27.0, 1.0, 5.23705e-319, 1.0"
  })
  void matchesHighPrecision(double x, double erf, double erfc, double normal) {
    assertClose(erf, ErrorFunction.erf(x));
    assertClose(erfc, ErrorFunction.erfc(x));
    assertClose(normal, ErrorFunction.normal(x));
  }

  private static void assertClose(double expected, double actual) {
    assertEquals(expected, actual, ULPS * Math.ulp(expected));
  }

  @Test
  void theEndsAreExact() {
    assertEquals(1, ErrorFunction.erf(Double.POSITIVE_INFINITY));
    assertEquals(-1, ErrorFunction.erf(Double.NEGATIVE_INFINITY));
    assertEquals(0, ErrorFunction.erfc(Double.POSITIVE_INFINITY));
    assertEquals(2, ErrorFunction.erfc(Double.NEGATIVE_INFINITY));
    assertEquals(0, ErrorFunction.normal(Double.NEGATIVE_INFINITY));
    assertEquals(1, ErrorFunction.normal(Double.POSITIVE_INFINITY));
    assertTrue(Double.isNaN(ErrorFunction.erf(Double.NaN)));
    assertTrue(Double.isNaN(ErrorFunction.erfc(Double.NaN)));
    assertTrue(Double.isNaN(ErrorFunction.normal(Double.NaN)));
  }

  @Test
  void erfIsOddAndRises() {
    double last = -1;
    for (double x = -7; x < 7; x += 1.0 / 512) {
      double value = ErrorFunction.erf(x);
      assertTrue(value >= last, "falls at " + x);
      assertEquals(-value, ErrorFunction.erf(-x));
      last = value;
    }
  }
}
