package anabranch.tck;

import static anabranch.tck.Numbers.assertNear;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.nn.Dropout;
import anabranch.nn.Embedding;
import anabranch.nn.Gelu;
import anabranch.nn.LayerNorm;
import anabranch.nn.Linear;
import anabranch.nn.Module;
import anabranch.nn.Relu;
import anabranch.nn.Sequential;
import anabranch.nn.Sigmoid;
import anabranch.nn.Silu;
import anabranch.nn.Softmax;
import anabranch.nn.Tanh;
import anabranch.shape.DType;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers without recurrence. */
public abstract class LayersTck extends TckBase {
  @Test
  void aLinearLayerIsAProductAndASum() {
    try (Linear linear = Linear.of(3, 2);
        Linear bare = Linear.withoutBias(3, 2)) {
      Map<String, Tensor> state =
          Map.of(
              "weight", Tensors.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3),
              "bias", Tensors.of(new float[] {10, 20}));
      linear.loadStateDict(state);
      bare.loadStateDict(Map.of("weight", state.get("weight")));
      Tensor x = Tensors.of(new float[] {1, 0, -1});

      assertArrayEquals(new float[] {8, 18}, linear.apply(x).toFloatArray());
      assertArrayEquals(new float[] {-2, -2}, bare.apply(x).toFloatArray());
      assertEquals(Shape.of(2, 5, 2), linear.apply(Tensors.zeros(2, 5, 3)).shape());
      assertThrows(ShapeException.class, () -> linear.apply(Tensors.zeros(2, 4)));
    }
  }

  @Test
  void aLinearLayerStartsUniformWithinOneOverTheRootOfItsInputs() {
    try (Linear linear = Linear.of(100, 200)) {
      Tensor weight = linear.stateDict().get("weight");
      assertEquals(0.1 / Math.sqrt(3), weight.std().item(), 0.002);
      assertEquals(0, weight.mean().item(), 0.002);
      assertTrue(weight.abs().max().item() <= 0.1f);
      assertTrue(linear.stateDict().get("bias").abs().max().item() <= 0.1f);
    }
  }

  @Test
  void anEmbeddingLooksRowsUp() {
    try (Embedding embedding = Embedding.of(4, 3)) {
      Tensor table = embedding.stateDict().get("weight");
      Tensor out = embedding.apply(Tensors.of(new long[] {3, 0, 3, 1}, 2, 2));

      assertEquals(Shape.of(2, 2, 3), out.shape());
      assertTrue(out.get(0).get(0).equal(table.get(3)));
      assertTrue(out.get(1).get(1).equal(table.get(1)));
      RuntimeException e =
          assertThrows(
              RuntimeException.class,
              () -> embedding.apply(Tensors.of(new long[] {4})).toFloatArray());
      assertTrue(e.getMessage().contains("index 4"), e.getMessage());
    }
  }

  @Test
  void anEmbeddingStartsNormalButForItsPadding() {
    try (Embedding embedding = Embedding.withPadding(200, 50, -1)) {
      Tensor table = embedding.stateDict().get("weight");
      assertEquals(0, table.get(199).abs().max().item());
      assertEquals(1, table.slice(0, 0, 199).std().item(), 0.03);
      assertEquals(0, table.mean().item(), 0.03);
      assertEquals("Embedding(200, 50, padding_idx=199)", embedding.toString());
      assertThrows(IllegalArgumentException.class, () -> Embedding.withPadding(4, 3, 4));
      assertThrows(IllegalArgumentException.class, () -> Embedding.withPadding(4, 3, -5));
    }
  }

  @Test
  void aLayerNormHasMeanZeroAndDeviationOneAtFirst() {
    try (LayerNorm norm = LayerNorm.of(3, 4);
        LayerNorm bare = LayerNorm.of(Shape.of(12), 1e-5, false)) {
      Tensor x = Tensors.randn(5, 3, 4).mul(7).add(2);
      Tensor y = norm.apply(x).reshape(5, 12);

      assertNear(Tensors.ones(5), y.std(0, new int[] {1}, false), 1e-4);
      assertTrue(y.mean(1).abs().max().item() < 1e-5);
      assertNear(y, bare.apply(x.reshape(5, 12)), 1e-6);

      norm.loadStateDict(Map.of("weight", Tensors.full(2.0, 3, 4), "bias", Tensors.ones(3, 4)));
      assertNear(y.mul(2).add(1), norm.apply(x).reshape(5, 12), 1e-6);
      assertThrows(ShapeException.class, () -> norm.apply(Tensors.zeros(5, 4, 3)));
      assertEquals("LayerNorm([12], eps=1.0E-5, elementwise_affine=False)", bare.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.9})
  void dropoutDropsItsShareAndScalesTheRest(double p) {
    try (Dropout dropout = Dropout.of(p)) {
      Tensor y = dropout.apply(Tensors.ones(100, 1_000));
      double kept = y.ne(0).to(DType.F64).mean().itemDouble();
      double deviation = Math.sqrt(p * (1 - p) / 1e5);
      assertEquals(1 - p, kept, 5 * deviation);
      assertEquals((float) (1 / (1 - p)), y.max().item());
      assertEquals(1, y.mean().item(), 5 * deviation / (1 - p));
    }
  }

  @Test
  void dropoutFollowsTheSeedAndDrawsAnewEachTime() {
    try (Dropout dropout = Dropout.of(0.5)) {
      Tensor x = Tensors.ones(50, 50);
      Tensor a = Scope.seeded(3, () -> dropout.apply(x));
      Tensor b = Scope.seeded(3, () -> dropout.apply(x));
      Tensor c = Scope.seeded(4, () -> dropout.apply(x));
      assertTrue(a.equal(b));
      assertFalse(a.equal(c));
      Scope.seeded(
          3,
          () -> {
            assertTrue(a.equal(dropout.apply(x)));
            assertFalse(a.equal(dropout.apply(x)));
            return null;
          });
    }
  }

  @Test
  void dropoutDoesNothingOutsideOfTraining() {
    try (Dropout dropout = Dropout.of(0.5);
        Dropout all = Dropout.of(1);
        Dropout none = Dropout.of(0)) {
      Tensor x = Tensors.randn(4);
      assertSame(x, none.apply(x));
      assertEquals(0, all.apply(x).abs().max().item());
      dropout.eval();
      assertSame(x, dropout.apply(x));
      assertThrows(IllegalArgumentException.class, () -> Dropout.of(1.5));
      assertThrows(IllegalArgumentException.class, () -> Dropout.of(Double.NaN));
    }
  }

  @Test
  void activationsAreTheFunctionsOfTensors() {
    Tensor x = Tensors.randn(3, 4);
    assertTrue(run(new Relu(), x).equal(x.relu()));
    assertTrue(run(new Tanh(), x).equal(x.tanh()));
    assertTrue(run(new Sigmoid(), x).equal(x.sigmoid()));
    assertTrue(run(new Gelu(), x).equal(x.gelu()));
    assertTrue(run(new Silu(), x).equal(x.silu()));
    assertTrue(run(Softmax.of(-1), x).equal(x.softmax(-1)));
  }

  private static Tensor run(Module<Tensor, Tensor> module, Tensor x) {
    try (module) {
      return module.apply(x);
    }
  }

  @Test
  void weightsThatChangeAreSeenByTheNextCall() {
    try (Linear linear = Linear.withoutBias(64, 96)) {
      Tensor x = Tensors.randn(32, 64);
      Tensor before = linear.apply(x);

      linear.stateDict().get("weight").mul_(2);

      assertTrue(before.mul(2).equal(linear.apply(x)));
    }
  }

  @Test
  void aSequenceRunsInOrder() {
    try (Sequential net = Sequential.of(Linear.of(3, 4), new Relu(), Linear.of(4, 2))) {
      Tensor x = Tensors.randn(5, 3);
      Map<String, Tensor> w = net.stateDict();
      Tensor hidden = x.linear(w.get("0.weight"), w.get("0.bias")).relu();

      assertNear(hidden.linear(w.get("2.weight"), w.get("2.bias")), net.apply(x), 1e-6);
      assertSame(x, Sequential.of().apply(x));
    }
  }
}
