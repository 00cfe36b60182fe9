package anabranch.tck;

import static anabranch.Async.await;
import static anabranch.Async.awaitAll;
import static anabranch.Async.fork;
import static anabranch.tck.Numbers.assertNear;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.Future;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.nn.Gru;
import anabranch.nn.GruCell;
import anabranch.nn.Lstm;
import anabranch.nn.LstmCell;
import anabranch.nn.Module;
import anabranch.nn.RecurrentOptions;
import anabranch.shape.DType;
import anabranch.shape.DTypeException;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Recurrent layers give what the same layers give when they are written out of small operations.
 */
public abstract class RecurrentTck extends TckBase {
  private static final double TOLERANCE = 1e-5;
  private static final RecurrentOptions PLAIN = RecurrentOptions.of(5, 4);

  static Stream<RecurrentOptions> gruOptions() {
    return Stream.of(
        PLAIN,
        PLAIN.withBias(false),
        PLAIN.withNumLayers(3),
        PLAIN.withBidirectional(true),
        PLAIN.withNumLayers(2).withBidirectional(true).withBatchFirst(true),
        RecurrentOptions.of(1, 1),
        RecurrentOptions.of(33, 65));
  }

  static Stream<RecurrentOptions> lstmOptions() {
    return Stream.concat(
        gruOptions(),
        Stream.of(
            PLAIN.withProjSize(3),
            PLAIN.withProjSize(1).withNumLayers(2).withBidirectional(true).withBias(false)));
  }

  @ParameterizedTest
  @MethodSource("lstmOptions")
  void anLstmIsItsFormulas(RecurrentOptions options) {
    try (Lstm lstm = Lstm.of(options)) {
      Tensor x = Tensors.randn(6, 3, options.inputSize());
      Written.Result expected = Written.lstm(options, lstm.stateDict(), x, null, null);

      Lstm.Output out = lstm.apply(options.batchFirst() ? x.transpose(0, 1) : x);

      Tensor y = options.batchFirst() ? out.output().transpose(0, 1) : out.output();
      assertNear(expected.output(), y, TOLERANCE);
      assertNear(expected.h(), out.hn(), TOLERANCE);
      assertNear(expected.c(), out.cn(), TOLERANCE);
    }
  }

  @ParameterizedTest
  @MethodSource("lstmOptions")
  void anLstmStartsFromAGivenState(RecurrentOptions options) {
    try (Lstm lstm = Lstm.of(options)) {
      int states = options.numLayers() * (options.bidirectional() ? 2 : 1);
      long width = options.projSize() > 0 ? options.projSize() : options.hiddenSize();
      Tensor x = Tensors.randn(4, 2, options.inputSize());
      Tensor h = Tensors.randn(states, 2, width);
      Tensor c = Tensors.randn(states, 2, options.hiddenSize());
      Written.Result expected = Written.lstm(options, lstm.stateDict(), x, h, c);

      Lstm.Output out = lstm.apply(options.batchFirst() ? x.transpose(0, 1) : x, h, c);

      Tensor y = options.batchFirst() ? out.output().transpose(0, 1) : out.output();
      assertNear(expected.output(), y, TOLERANCE);
      assertNear(expected.h(), out.hn(), TOLERANCE);
      assertNear(expected.c(), out.cn(), TOLERANCE);
    }
  }

  @ParameterizedTest
  @MethodSource("gruOptions")
  void aGruIsItsFormulas(RecurrentOptions options) {
    try (Gru gru = Gru.of(options)) {
      int states = options.numLayers() * (options.bidirectional() ? 2 : 1);
      Tensor x = Tensors.randn(6, 3, options.inputSize());
      Tensor in = options.batchFirst() ? x.transpose(0, 1) : x;
      Tensor h = Tensors.randn(states, 3, options.hiddenSize());

      Gru.Output fromZeros = gru.apply(in);
      Gru.Output fromState = gru.apply(in, h);

      Written.Result zeros = Written.gru(options, gru.stateDict(), x, null);
      Written.Result state = Written.gru(options, gru.stateDict(), x, h);
      assertNear(zeros.output(), timeFirst(options, fromZeros.output()), TOLERANCE);
      assertNear(zeros.h(), fromZeros.hn(), TOLERANCE);
      assertNear(state.output(), timeFirst(options, fromState.output()), TOLERANCE);
      assertNear(state.h(), fromState.hn(), TOLERANCE);
    }
  }

  private static Tensor timeFirst(RecurrentOptions options, Tensor y) {
    return options.batchFirst() ? y.transpose(0, 1) : y;
  }

  @Test
  void aSequenceWithoutABatchIsABatchOfOne() {
    try (Lstm lstm = Lstm.of(PLAIN.withBatchFirst(true));
        Gru gru = Gru.of(PLAIN)) {
      Tensor x = Tensors.randn(6, 5);
      Tensor h = Tensors.randn(1, 4);
      Tensor c = Tensors.randn(1, 4);

      Lstm.Output one = lstm.apply(x, h, c);
      Lstm.Output batch = lstm.apply(x.unsqueeze(0), h.unsqueeze(1), c.unsqueeze(1));

      assertEquals(Shape.of(6, 4), one.output().shape());
      assertEquals(Shape.of(1, 4), one.hn().shape());
      assertTrue(one.output().equal(batch.output().squeeze(0)));
      assertTrue(one.cn().equal(batch.cn().squeeze(1)));
      assertEquals(Shape.of(6, 4), gru.apply(x).output().shape());
      assertTrue(
          gru.apply(x, h).hn().equal(gru.apply(x.unsqueeze(1), h.unsqueeze(1)).hn().squeeze(1)));
    }
  }

  @Test
  void aBatchOfNothingGivesNothing() {
    try (Lstm lstm = Lstm.of(PLAIN)) {
      Lstm.Output out = lstm.apply(Tensors.zeros(3, 0, 5));
      assertEquals(Shape.of(3, 0, 4), out.output().shape());
      assertEquals(Shape.of(1, 0, 4), out.cn().shape());
    }
  }

  @Test
  void stepsOfACellAreALayer() {
    try (LstmCell cell = LstmCell.of(5, 4);
        Lstm lstm = Lstm.of(5, 4);
        GruCell gruCell = GruCell.withoutBias(5, 4);
        Gru gru = Gru.of(PLAIN.withBias(false))) {
      lstm.loadStateDict(suffixed(cell.stateDict()));
      gru.loadStateDict(suffixed(gruCell.stateDict()));
      Tensor x = Tensors.randn(3, 2, 5);

      LstmCell.State state = cell.apply(x.get(0));
      Tensor h = gruCell.apply(x.get(0));
      for (int t = 1; t < 3; t++) {
        state = cell.apply(x.get(t), state);
        h = gruCell.apply(x.get(t), h);
      }

      assertNear(lstm.apply(x).hn().get(0), state.h(), TOLERANCE);
      assertNear(lstm.apply(x).cn().get(0), state.c(), TOLERANCE);
      assertNear(gru.apply(x).hn().get(0), h, TOLERANCE);
      assertEquals(Shape.of(4), cell.apply(x.get(0).get(0)).c().shape());
      assertEquals(Shape.of(4), gruCell.apply(x.get(0).get(0), h.get(0)).shape());
    }
  }

  private static Map<String, Tensor> suffixed(Map<String, Tensor> state) {
    Map<String, Tensor> named = new LinkedHashMap<>();
    state.forEach((name, tensor) -> named.put(name + "_l0", tensor));
    return named;
  }

  @Test
  void dropoutBetweenLayersIsForTrainingOnly() {
    try (Lstm lstm = Lstm.of(PLAIN.withNumLayers(2).withDropout(1));
        Lstm same = Lstm.of(PLAIN.withNumLayers(2))) {
      same.loadStateDict(lstm.stateDict());
      Tensor x = Tensors.randn(3, 2, 5);

      Tensor trained = lstm.apply(x).output();
      lstm.eval();

      assertTrue(lstm.apply(x).output().equal(same.apply(x).output()));
      assertFalse(trained.allClose(same.apply(x).output()));
      Tensor elsewhere = lstm.train().apply(Tensors.randn(3, 2, 5)).output();
      assertTrue(
          trained.equal(elsewhere), "all of layer 0 is dropped, so the input does not matter");
    }
  }

  @Test
  void manyForksCallOneLayer() {
    try (Lstm lstm = Lstm.of(PLAIN.withNumLayers(2).withBidirectional(true))) {
      List<Tensor> inputs = IntStream.range(0, 40).mapToObj(i -> Tensors.randn(5, 2, 5)).toList();
      List<Tensor> direct = inputs.stream().map(x -> lstm.apply(x).output()).toList();

      List<Future<Lstm.Output>> futures = inputs.stream().map(x -> fork(lstm, x)).toList();

      List<Lstm.Output> forked = awaitAll(futures);
      for (int i = 0; i < inputs.size(); i++) {
        assertTrue(direct.get(i).equal(forked.get(i).output()), "call " + i);
      }
    }
  }

  @Test
  void forkedDirectionsAreABidirectionalLayer() {
    try (TwoCells pair = new TwoCells(5, 4);
        Lstm both = Lstm.of(PLAIN.withBidirectional(true))) {
      Map<String, Tensor> state = new LinkedHashMap<>();
      pair.stateDict()
          .forEach(
              (name, tensor) -> {
                String own = name.substring(name.indexOf('.') + 1);
                state.put(name.startsWith("cell_f") ? own : own + "_reverse", tensor);
              });
      both.loadStateDict(state);
      Tensor x = Tensors.randn(6, 3, 5);

      assertTrue(both.apply(x).output().equal(pair.apply(x)));
    }
  }

  private static final class TwoCells extends Module<Tensor, Tensor> {
    private final Lstm cellF;
    private final Lstm cellB;

    TwoCells(long in, long hidden) {
      cellF = child("cell_f", Lstm.of(in, hidden));
      cellB = child("cell_b", Lstm.of(in, hidden));
    }

    @Override
    protected Tensor forward(Tensor x) {
      Future<Lstm.Output> ahead = fork(cellF, x);
      Tensor back = cellB.apply(x.flip(0)).output().flip(0);
      return Tensors.cat(2, await(ahead).output(), back);
    }
  }

  @Test
  void aSeedMakesTheSameWeights() {
    try (Lstm a = Scope.seeded(7, () -> Lstm.of(5, 4));
        Lstm b = Scope.seeded(7, () -> Lstm.of(5, 4));
        Lstm c = Scope.seeded(8, () -> Lstm.of(5, 4))) {
      a.stateDict().forEach((name, t) -> assertTrue(t.equal(b.stateDict().get(name)), name));
      a.stateDict().forEach((name, t) -> assertFalse(t.equal(c.stateDict().get(name)), name));
    }
  }

  @Test
  void weightsAreUniformWithinOneOverTheRootOfTheHiddenSize() {
    try (Lstm lstm = Lstm.of(RecurrentOptions.of(10, 100).withProjSize(50))) {
      lstm.namedParameters()
          .forEach(
              (name, weight) -> {
                assertTrue(weight.abs().max().item() <= 0.1f, name);
                assertTrue(weight.abs().max().item() > 0.09f, name);
                assertEquals(0.1 / Math.sqrt(3), weight.std().item(), 0.005, name);
              });
    }
  }

  @ParameterizedTest
  @CsvSource({"F64, 1e-6", "F16, 5e-3", "BF16, 4e-2"})
  void aConvertedLayerComputesInItsNewType(DType dtype, double tolerance) {
    try (Lstm lstm = Lstm.of(PLAIN.withNumLayers(2));
        Gru gru = Gru.of(PLAIN)) {
      Tensor x = Tensors.randn(3, 2, 5);
      Tensor exact = lstm.apply(x).output();
      Tensor exactGru = gru.apply(x).output();
      lstm.to(dtype);
      gru.to(dtype);

      Lstm.Output out = lstm.apply(x.to(dtype));

      assertEquals(dtype, out.cn().dtype());
      assertNear(exact, out.output().to(DType.F32), tolerance);
      assertNear(exactGru, gru.apply(x.to(dtype)).output().to(DType.F32), tolerance);
    }
  }

  @Test
  void weightsThatChangeAreSeenByTheNextCall() {
    RecurrentOptions options = RecurrentOptions.of(64, 96);
    try (Lstm a = Lstm.of(options);
        Lstm b = Lstm.of(options)) {
      Tensor x = Tensors.randn(4, 8, 64);
      Tensor expected = b.apply(x).output();
      assertFalse(expected.equal(a.apply(x).output()));

      a.loadStateDict(b.stateDict());

      assertTrue(expected.equal(a.apply(x).output()));
      a.stateDict().values().forEach(Tensor::zero_);
      assertEquals(0, a.apply(x).output().abs().max().item());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void anInputOfAnotherRankIsRefused(int rank) {
    long[] sizes = new long[rank];
    Arrays.fill(sizes, 5);
    try (Lstm lstm = Lstm.of(PLAIN)) {
      assertShapeError(
          "LSTM: Expected input to be 2-D or 3-D but received " + rank + "-D tensor",
          () -> lstm.apply(Tensors.zeros(sizes)));
    }
  }

  @Test
  void mistakesAreToldInPyTorchsWords() {
    try (Lstm lstm = Lstm.of(PLAIN);
        Gru gru = Gru.of(PLAIN.withBidirectional(true));
        LstmCell cell = LstmCell.of(5, 4)) {
      Tensor x = Tensors.zeros(3, 2, 5);
      assertShapeError(
          "LSTM: input.size(-1) must be equal to input_size. Expected 5, got 4",
          () -> lstm.apply(Tensors.zeros(3, 2, 4)));
      assertShapeError(
          "LSTM: Expected sequence length to be larger than 0 in RNN, got an input of shape [0, 2,"
              + " 5]",
          () -> lstm.apply(Tensors.zeros(0, 2, 5)));
      assertShapeError(
          "LSTM: Expected hidden[0] size (1, 2, 4), got [1, 3, 4]",
          () -> lstm.apply(x, Tensors.zeros(1, 3, 4), Tensors.zeros(1, 2, 4)));
      assertShapeError(
          "LSTM: Expected hidden[1] size (1, 2, 4), got [2, 2, 4]",
          () -> lstm.apply(x, Tensors.zeros(1, 2, 4), Tensors.zeros(2, 2, 4)));
      assertShapeError(
          "LSTM: For batched 3-D input, hidden[0] should also be 3-D but got 2-D tensor",
          () -> lstm.apply(x, Tensors.zeros(2, 4), Tensors.zeros(2, 4)));
      assertShapeError(
          "GRU: Expected hidden size (2, 2, 4), got [1, 2, 4]",
          () -> gru.apply(x, Tensors.zeros(1, 2, 4)));
      assertShapeError(
          "LSTMCell: input has inconsistent input_size: got 4 expected 5",
          () -> cell.apply(Tensors.zeros(2, 4)));
      assertShapeError(
          "LSTMCell: hx[1] has inconsistent size: got [3, 4], expected [2, 4]",
          () ->
              cell.apply(
                  Tensors.zeros(2, 5),
                  new LstmCell.State(Tensors.zeros(2, 4), Tensors.zeros(3, 4))));
      DTypeException e = assertThrows(DTypeException.class, () -> lstm.apply(x.to(DType.F64)));
      assertEquals("LSTM: input must have the type F32, got type F64", e.getMessage());
    }
  }

  private static void assertShapeError(String message, Runnable call) {
    assertEquals(message, assertThrows(ShapeException.class, call::run).getMessage());
  }

  @Test
  void optionsThatMakeNoSenseAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> PLAIN.withDropout(0.5));
    assertThrows(IllegalArgumentException.class, () -> PLAIN.withNumLayers(0));
    assertThrows(IllegalArgumentException.class, () -> PLAIN.withProjSize(4));
    assertThrows(IllegalArgumentException.class, () -> Gru.of(PLAIN.withProjSize(3)));
    assertThrows(IllegalArgumentException.class, () -> RecurrentOptions.of(5, 0));
  }
}
