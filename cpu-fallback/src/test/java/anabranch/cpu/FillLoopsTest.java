package anabranch.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.op.Op;
import anabranch.op.Philox;
import anabranch.op.Scalar;
import anabranch.shape.DType;
import anabranch.shape.Layout;
import anabranch.shape.Shape;
import anabranch.spi.View;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FillLoopsTest {
  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  @ParameterizedTest
  @EnumSource
  void fillWritesTheNumberInTheOutputsType(DType dtype) {
    View out = rig.make(dtype, rig.scattered(Shape.of(37, 41)));
    rig.run(new Op.Fill(Scalar.of(3.7)), out);
    double expected = dtype.isFloating() ? Rounding.to(dtype, 3.7) : dtype == DType.BOOL ? 1 : 3;
    double[] all = new double[37 * 41];
    Arrays.fill(all, expected);
    assertArrayEquals(all, rig.reals(out));
    rig.assertNothingElseWritten(out);
  }

  @ParameterizedTest
  @EnumSource(value = DType.class, names = "BOOL", mode = EnumSource.Mode.EXCLUDE)
  void arangeRoundsOnce(DType dtype) {
    View out = rig.make(dtype, Layout.of(Shape.of(2000), new long[] {2}, 1));
    rig.run(new Op.Arange(Scalar.of(5), Scalar.of(-3)), out);
    double[] expected = new double[2000];
    for (int i = 0; i < 2000; i++) {
      long exact = 5L - 3 * i;
      expected[i] =
          dtype.isFloating()
              ? Rounding.to(dtype, (double) exact)
              : Rounding.whole(dtype, Scalar.of(exact));
    }
    assertArrayEquals(expected, rig.reals(out));
    rig.assertNothingElseWritten(out);
  }

  @Test
  void arangeOfRealNumbersIsComputedInF64() {
    View out = rig.make(DType.F32, 10);
    rig.run(new Op.Arange(Scalar.of(0.1), Scalar.of(0.1)), out);
    double[] expected = IntStream.range(0, 10).mapToDouble(i -> (float) (0.1 + i * 0.1)).toArray();
    assertArrayEquals(expected, rig.reals(out));
  }

  private static int word(long key, long block, int at) {
    int[] words = new int[4];
    Philox.block(key, block, words);
    return words[at];
  }

  @Test
  void uniformNumbersAreTheDocumentedWords() {
    long key = 0x123456789ABCDEFL;
    View out = rig.make(DType.F32, rig.scattered(Shape.of(11, 999)));
    rig.run(new Op.Random(Op.Distribution.UNIFORM, key, -2, 3), out);
    double[] expected = new double[11 * 999];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (float) (-2 + 5 * (double) Philox.uniform(word(key, i / 4, i % 4)));
    }
    assertArrayEquals(expected, rig.reals(out));
    rig.assertNothingElseWritten(out);
  }

  @Test
  void normalNumbersAndIntegersTakeTwoWordsEach() {
    long key = 99;
    View normal = rig.make(DType.F64, 3001);
    View whole = rig.make(DType.I64, 3001);
    rig.run(new Op.Random(Op.Distribution.NORMAL, key, 1, 2), normal);
    rig.run(new Op.Random(Op.Distribution.INTEGERS, key, -5, 1000), whole);
    double[] reals = new double[3001];
    long[] wholes = new long[3001];
    for (int i = 0; i < reals.length; i++) {
      int first = word(key, i / 2, i % 2 * 2);
      int second = word(key, i / 2, i % 2 * 2 + 1);
      reals[i] = 1 + 2 * Philox.normal(first, second);
      wholes[i] = -5 + Philox.below(first, second, 1005);
    }
    assertArrayEquals(reals, rig.reals(normal));
    assertArrayEquals(wholes, rig.wholes(whole));
  }

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"F64", "F32", "F16", "BF16"})
  void uniformNumbersStayBelowTheirBoundAndHaveTheRightMoments(DType dtype) {
    View out = rig.make(dtype, 200_000);
    rig.run(new Op.Random(Op.Distribution.UNIFORM, 5, 0, 1), out);
    double[] values = rig.reals(out);
    assertTrue(Arrays.stream(values).allMatch(v -> v >= 0 && v < 1));
    assertEquals(0.5, Arrays.stream(values).average().orElseThrow(), 0.004);
    rig.run(new Op.Random(Op.Distribution.UNIFORM, 5, 99, 100), out);
    assertTrue(Arrays.stream(rig.reals(out)).allMatch(v -> v < 100));
  }

  @Test
  void theMomentsOfTheOthersAreRight() {
    View out = rig.make(DType.F32, 200_000);
    rig.run(new Op.Random(Op.Distribution.NORMAL, 5, 3, 2), out);
    double[] values = rig.reals(out);
    double mean = Arrays.stream(values).average().orElseThrow();
    assertEquals(3, mean, 0.02);
    assertEquals(4, Arrays.stream(values).map(v -> (v - 3) * (v - 3)).average().orElseThrow(), 0.1);
    View truths = rig.make(DType.BOOL, 200_000);
    rig.run(new Op.Random(Op.Distribution.BERNOULLI, 5, 0.25, 0), truths);
    assertEquals(0.25, Arrays.stream(rig.reals(truths)).average().orElseThrow(), 0.005);
    View dice = rig.make(DType.I32, 200_000);
    rig.run(new Op.Random(Op.Distribution.INTEGERS, 5, 1, 7), dice);
    assertEquals(6, Arrays.stream(rig.wholes(dice)).distinct().count());
    assertEquals(3.5, Arrays.stream(rig.wholes(dice)).average().orElseThrow(), 0.02);
  }
}
