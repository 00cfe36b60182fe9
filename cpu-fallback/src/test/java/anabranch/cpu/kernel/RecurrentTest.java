package anabranch.cpu.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RecurrentTest {
  static Stream<Compute> computes() {
    return Stream.of(
        Fixtures.vector(Fixtures.workers(1)),
        Fixtures.vector(Fixtures.workers(3)),
        Fixtures.scalar());
  }

  /** A layer's sizes; P is 0 for none. */
  private record Sizes(Cell cell, int steps, int batch, int input, int hidden, int projection) {
    int output() {
      return projection > 0 ? projection : hidden;
    }
  }

  private static final class Layer {
    final Sizes sizes;
    final PackedRecurrent.Parameters parameters;
    final Strided x;
    final Strided h0;
    final Strided c0;
    final Strided y;
    final Strided hn;
    final Strided cn;

    Layer(Sizes s, boolean bias) {
      Random random = new Random(s.hidden() + 31L * s.batch());
      int rows = s.cell().gates() * s.hidden();
      this.sizes = s;
      this.parameters =
          new PackedRecurrent.Parameters(
              s.input(),
              s.hidden(),
              Fixtures.matrix(random, rows, s.input()),
              Fixtures.matrix(random, rows, s.output()),
              bias ? Fixtures.matrix(random, 1, rows) : null,
              bias ? Fixtures.matrix(random, 1, rows) : null,
              s.projection(),
              s.projection() > 0 ? Fixtures.matrix(random, s.output(), s.hidden()) : null);
      this.x = Fixtures.sequence(random, s.steps(), s.batch(), s.input());
      this.h0 = Fixtures.matrix(random, s.batch(), s.output());
      this.c0 = s.cell() == Cell.LSTM ? Fixtures.matrix(random, s.batch(), s.hidden()) : null;
      this.y = Fixtures.sequence(null, s.steps(), s.batch(), s.output());
      this.hn = Fixtures.zeros(s.batch(), s.output());
      this.cn = s.cell() == Cell.LSTM ? Fixtures.zeros(s.batch(), s.hidden()) : null;
    }

    Reference run(Compute compute, boolean reverse, boolean state) {
      RecurrentCall call =
          new RecurrentCall(
              sizes.steps(),
              sizes.batch(),
              reverse,
              x,
              state ? h0 : null,
              state ? c0 : null,
              y,
              hn,
              cn);
      try (PackedRecurrent packed = pack(compute)) {
        call.run(compute, packed);
      }
      return new Reference(parameters, call, sizes.output());
    }

    PackedRecurrent pack(Compute compute) {
      return sizes.cell() == Cell.LSTM
          ? PackedRecurrent.lstm(compute, parameters)
          : PackedRecurrent.gru(compute, parameters);
    }

    void assertLikeReference(Reference reference) {
      for (int t = 0; t < sizes.steps(); t++) {
        for (int b = 0; b < sizes.batch(); b++) {
          for (int j = 0; j < sizes.output(); j++) {
            assertEquals(reference.y[t][b][j], y.at(t).get(b, j), 1e-4, sizes + " y");
          }
        }
      }
      for (int b = 0; b < sizes.batch(); b++) {
        for (int j = 0; j < sizes.output(); j++) {
          assertEquals(reference.h[b][j], hn.get(b, j), 1e-4, sizes + " hn");
        }
        for (int j = 0; j < sizes.hidden() && cn != null; j++) {
          assertEquals(reference.c[b][j], cn.get(b, j), 1e-4, sizes + " cn");
        }
      }
    }
  }

  private static void check(Compute compute, Sizes sizes) {
    check(compute, sizes, true, false, false);
  }

  private static void check(
      Compute compute, Sizes sizes, boolean bias, boolean reverse, boolean state) {
    Layer layer = new Layer(sizes, bias);
    layer.assertLikeReference(layer.run(compute, reverse, state));
  }

  @ParameterizedTest
  @MethodSource("computes")
  void everyNumberOfRowsUpTo30(Compute compute) {
    for (Cell cell : Cell.values()) {
      for (int batch = 1; batch <= 30; batch++) {
        check(compute, new Sizes(cell, 3, batch, 5, 20, 0));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("computes")
  void everyHiddenSizeUpTo70(Compute compute) {
    for (Cell cell : Cell.values()) {
      for (int hidden = 1; hidden <= 70; hidden++) {
        check(compute, new Sizes(cell, 2, 3, 4, hidden, 0));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("computes")
  void moreStepsThanABlockHolds(Compute compute) {
    for (Cell cell : Cell.values()) {
      check(compute, new Sizes(cell, 450, 1, 3, 5, 0));
      check(compute, new Sizes(cell, 9, 70, 3, 5, 0));
    }
  }

  @ParameterizedTest
  @MethodSource("computes")
  void rowsWiderThanABlockOfPackedRows(Compute compute) {
    for (Cell cell : Cell.values()) {
      for (int batch : new int[] {1, 7, 40}) {
        check(compute, new Sizes(cell, 3, batch, 300, 270, 0), true, true, true);
      }
    }
    check(compute, new Sizes(Cell.LSTM, 2, 40, 270, 300, 260), true, false, true);
    check(compute, new Sizes(Cell.LSTM, 2, 7, 270, 300, 260), true, false, true);
  }

  @ParameterizedTest
  @MethodSource("computes")
  void directionStateAndBias(Compute compute) {
    for (Cell cell : Cell.values()) {
      for (int i = 0; i < 8; i++) {
        Sizes sizes = new Sizes(cell, 4, 6, 7, 33, 0);
        check(compute, sizes, (i & 1) > 0, (i & 2) > 0, (i & 4) > 0);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("computes")
  void projection(Compute compute) {
    for (int projection : new int[] {1, 7, 32, 40}) {
      for (int batch : new int[] {1, 14, 50}) {
        check(compute, new Sizes(Cell.LSTM, 4, batch, 6, 41, projection), true, true, true);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("computes")
  void noStepsLeaveTheState(Compute compute) {
    for (Cell cell : Cell.values()) {
      check(compute, new Sizes(cell, 0, 3, 4, 5, 0), true, false, true);
      check(compute, new Sizes(cell, 0, 3, 4, 5, 0), true, false, false);
    }
  }

  @ParameterizedTest
  @MethodSource("computes")
  void noRowsAndNoInputs(Compute compute) {
    for (Cell cell : Cell.values()) {
      check(compute, new Sizes(cell, 3, 0, 4, 5, 0));
      check(compute, new Sizes(cell, 3, 0, 256, 256, 0));
      check(compute, new Sizes(cell, 3, 2, 0, 5, 0));
    }
  }

  @Test
  void batchFirstInputAndHalfOfAWiderOutput() {
    Random random = new Random(5);
    Layer layer = new Layer(new Sizes(Cell.LSTM, 5, 14, 9, 36, 0), true);
    Compute compute = Fixtures.vector(Fixtures.workers(2));
    layer.run(compute, false, false);
    Strided x = Fixtures.filled(random, Element.F32, 5, 14, 9, 45, 1, 9);
    Strided wide = Fixtures.filled(null, Element.F32, 5, 14, 72, 5 * 72, 1, 72);
    for (int t = 0; t < 5; t++) {
      for (int b = 0; b < 14; b++) {
        for (int i = 0; i < 9; i++) {
          x.at(t).set(b, i, layer.x.at(t).get(b, i));
        }
      }
    }
    try (PackedRecurrent packed = layer.pack(compute)) {
      new RecurrentCall(5, 14, false, x, null, null, wide.from(0, 36), null, null)
          .run(compute, packed);
    }
    for (int t = 0; t < 5; t++) {
      assertArrayEquals(
          Fixtures.values(layer.y.at(t), 14, 36), Fixtures.values(wide.at(t).from(0, 36), 14, 36));
      assertArrayEquals(new double[14][36], Fixtures.values(wide.at(t), 14, 36));
    }
  }

  @Test
  void halfPrecisionAtTheEdgesOnly() {
    Compute compute = Fixtures.vector(Fixtures.workers(1));
    Layer layer = new Layer(new Sizes(Cell.GRU, 3, 4, 5, 6, 0), true);
    layer.run(compute, false, false);
    for (Element element : new Element[] {Element.F16, Element.BF16}) {
      Strided y = Fixtures.filled(null, element, 3, 4, 6, 6, 1, 24);
      try (PackedRecurrent packed = layer.pack(compute)) {
        new RecurrentCall(3, 4, false, layer.x, null, null, y, null, null).run(compute, packed);
      }
      Strided rounded = Fixtures.filled(null, element, 1, 1, 1, 1, 1, 0);
      rounded.set(0, 0, layer.y.at(2).get(3, 5));
      assertEquals(rounded.get(0, 0), y.at(2).get(3, 5));
    }
  }

  @Test
  void theSameBitsForEveryNumberOfThreadsAndWithoutVectors() {
    for (Cell cell : Cell.values()) {
      Sizes sizes = new Sizes(cell, 6, 50, 70, 100, cell == Cell.LSTM ? 48 : 0);
      Layer reference = new Layer(sizes, true);
      reference.run(Fixtures.scalar(), false, true);
      for (int size : new int[] {1, 2, 3, 8}) {
        Layer layer = new Layer(sizes, true);
        layer.run(Fixtures.vector(Fixtures.threads(size)), false, true);
        assertArrayEquals(Fixtures.bits(reference.y), Fixtures.bits(layer.y), size + " threads");
        assertArrayEquals(Fixtures.bits(reference.hn), Fixtures.bits(layer.hn));
      }
    }
  }

  @Test
  void aRowDoesNotDependOnTheRowsBesideIt() {
    Compute compute = Fixtures.vector(Fixtures.workers(1));
    Layer all = new Layer(new Sizes(Cell.LSTM, 5, 27, 8, 40, 0), true);
    all.run(compute, true, false);
    for (int b = 0; b < 27; b++) {
      Strided y = Fixtures.sequence(null, 5, 1, 40);
      try (PackedRecurrent packed = all.pack(compute)) {
        new RecurrentCall(5, 1, true, all.x.from(b, 0), null, null, y, null, null)
            .run(compute, packed);
      }
      for (int t = 0; t < 5; t++) {
        assertArrayEquals(
            Fixtures.values(all.y.at(t).from(b, 0), 1, 40), Fixtures.values(y.at(t), 1, 40));
      }
    }
  }

  @Test
  void saturatedGatesStayFinite() {
    Compute compute = Fixtures.vector(Fixtures.workers(1));
    Layer layer = new Layer(new Sizes(Cell.LSTM, 4, 3, 5, 6, 0), true);
    for (int i = 0; i < 24; i++) {
      for (int j = 0; j < 5; j++) {
        layer.parameters.weightIh().set(i, j, 1e6f * layer.parameters.weightIh().get(i, j));
      }
    }
    Reference reference = layer.run(compute, false, false);
    layer.assertLikeReference(reference);
  }

  @Test
  void aNanStaysInItsRow() {
    Compute compute = Fixtures.vector(Fixtures.workers(1));
    Layer layer = new Layer(new Sizes(Cell.LSTM, 2, 15, 5, 6, 0), true);
    layer.x.at(0).set(4, 2, Float.NaN);
    layer.run(compute, false, false);
    for (int b = 0; b < 15; b++) {
      assertEquals(b == 4, Float.isNaN(layer.y.at(1).get(b, 0)));
    }
  }

  @Test
  void bytesCountTheWeights() {
    Layer layer = new Layer(new Sizes(Cell.LSTM, 1, 1, 64, 64, 0), true);
    try (PackedRecurrent packed = layer.pack(Fixtures.scalar())) {
      assertTrue(packed.bytes() >= 4 * (2 * 4 * 64 * 64 + 4 * 64), packed.bytes() + " bytes");
    }
  }
}
