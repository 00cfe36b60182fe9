package anabranch.tck;

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
import anabranch.nn.Linear;
import anabranch.nn.LoadResult;
import anabranch.nn.Lstm;
import anabranch.nn.Module;
import anabranch.nn.ModuleList;
import anabranch.nn.Parameter;
import anabranch.nn.RecurrentOptions;
import anabranch.nn.Relu;
import anabranch.nn.Sequential;
import anabranch.nn.StateDictException;
import anabranch.shape.DType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tree of modules: names, state, loading, modes, life. */
public abstract class ModuleTck extends TckBase {
  /** A module with everything: a parameter and a buffer of its own, and children. */
  private static final class Model extends Module<Tensor, Tensor> {
    private final ModuleList<Sequential> models =
        child("models", ModuleList.of(2, i -> Sequential.of(Linear.of(3, 2), new Relu())));
    private final Dropout drop = child("drop", Dropout.of(0.5));
    private final Parameter scale = parameter("scale", Tensors.ones(2));
    private final Parameter mean = buffer("mean", Tensors.zeros(2));

    @Override
    protected Tensor forward(Tensor x) {
      Tensor sum = Tensors.zeros(x.size(0), 2);
      for (Sequential model : models) {
        sum = sum.add(model.apply(x));
      }
      return drop.apply(sum.sub(mean.tensor()).mul(scale.tensor()));
    }
  }

  private static final class Named extends Module<Tensor, Tensor> {
    Named(String first, String second) {
      parameter(first, Tensors.zeros(1));
      child(second, new Relu());
    }

    @Override
    protected Tensor forward(Tensor x) {
      return x;
    }
  }

  @Test
  void namesAreDottedAndInPyTorchsOrder() {
    try (Model model = new Model()) {
      assertEquals(
          List.of(
              "scale",
              "models.0.0.weight",
              "models.0.0.bias",
              "models.1.0.weight",
              "models.1.0.bias"),
          List.copyOf(model.namedParameters().keySet()));
      assertEquals(
          List.of(
              "scale",
              "mean",
              "models.0.0.weight",
              "models.0.0.bias",
              "models.1.0.weight",
              "models.1.0.bias"),
          List.copyOf(model.stateDict().keySet()));
      assertEquals(List.of("models", "drop"), List.copyOf(model.children().keySet()));
    }
  }

  @Test
  void anLstmsNamesAreInPyTorchsOrder() {
    RecurrentOptions options =
        RecurrentOptions.of(5, 4).withProjSize(3).withBidirectional(true).withNumLayers(2);
    try (Lstm lstm = Lstm.of(options)) {
      List<String> names = List.copyOf(lstm.stateDict().keySet());
      assertEquals(
          List.of("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0", "weight_hr_l0"),
          names.subList(0, 5));
      assertEquals("weight_ih_l0_reverse", names.get(5));
      assertEquals("weight_ih_l1", names.get(10));
      assertEquals("weight_hr_l1_reverse", names.getLast());
      assertEquals(20, names.size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.b"})
  void aNameIsNotEmptyAndHasNoDot(String name) {
    assertThrows(IllegalArgumentException.class, () -> new Named(name, "x"));
  }

  @Test
  void aNameIsTakenOnce() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> {
              try (Tensor unused = Tensors.zeros(1)) {
                assertFalse(unused.isClosed());
                new Twice(unused);
              }
            });
    assertEquals("child 'x': attribute 'x' already exists", e.getMessage());
  }

  private static final class Twice extends Module<Tensor, Tensor> {
    Twice(Tensor tensor) {
      parameter("x", tensor);
      child("x", new Relu());
    }

    @Override
    protected Tensor forward(Tensor x) {
      return x;
    }
  }

  @Test
  void aModelPrintsAsPyTorchPrintsIt() {
    try (Model model = new Model()) {
      assertEquals(
          """
          Model(
            (models): ModuleList(
              (0): Sequential(
                (0): Linear(in_features=3, out_features=2, bias=True)
                (1): Relu()
              )
              (1): Sequential(
                (0): Linear(in_features=3, out_features=2, bias=True)
                (1): Relu()
              )
            )
            (drop): Dropout(p=0.5)
          )\
          """,
          model.toString());
    }
  }

  @Test
  void loadingCopiesIntoTheModulesOwnTensors() {
    try (Linear linear = Linear.of(3, 2)) {
      Tensor weight = linear.stateDict().get("weight");
      Tensor given = Tensors.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);

      linear.loadStateDict(Map.of("weight", given, "bias", Tensors.zeros(2)));

      assertSame(weight, linear.stateDict().get("weight"));
      assertEquals(DType.F32, weight.dtype());
      assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, weight.toFloatArray());
    }
  }

  @Test
  void strictLoadingTellsAllThatIsWrongAndChangesNothing() {
    try (Model model = new Model()) {
      Map<String, Tensor> state = new LinkedHashMap<>(model.stateDict());
      state.remove("mean");
      state.remove("models.1.0.bias");
      state.put("models.0.0.weight", Tensors.zeros(3, 2));
      state.put("scale", Tensors.full(7, 2));
      state.put("extra", Tensors.zeros(1));
      state.put("more", Tensors.zeros(1));

      StateDictException e =
          assertThrows(StateDictException.class, () -> model.loadStateDict(state));

      assertEquals(
          "Error(s) in loading state_dict for Model:\n"
              + "\tMissing key(s) in state_dict: \"mean\", \"models.1.0.bias\". \n"
              + "\tUnexpected key(s) in state_dict: \"extra\", \"more\". \n"
              + "\tsize mismatch for models.0.0.weight: copying a param with shape torch.Size([3,"
              + " 2]) from checkpoint, the shape in current model is torch.Size([2, 3]).",
          e.getMessage());
      assertArrayEquals(new float[] {1, 1}, model.stateDict().get("scale").toFloatArray());
    }
  }

  @Test
  void looseLoadingTakesWhatFitsAndTellsTheRest() {
    try (Model model = new Model()) {
      LoadResult result =
          model.loadStateDict(
              Map.of("scale", Tensors.full(7.0, 2), "extra", Tensors.zeros(1)), false);

      assertEquals(List.of("extra"), result.unexpected());
      assertEquals(5, result.missing().size());
      assertFalse(result.isEmpty());
      assertArrayEquals(new float[] {7, 7}, model.stateDict().get("scale").toFloatArray());
      assertThrows(
          StateDictException.class,
          () -> model.loadStateDict(Map.of("scale", Tensors.zeros(3)), false));
      assertTrue(model.loadStateDict(model.stateDict(), true).isEmpty());
    }
  }

  @Test
  void modesReachTheWholeTree() {
    try (Model model = new Model()) {
      assertTrue(model.drop.isTraining());
      model.eval();
      assertFalse(model.isTraining());
      assertFalse(model.drop.isTraining());
      assertFalse(model.models.get(1).isTraining());
      model.train();
      assertTrue(model.drop.isTraining());
    }
  }

  @Test
  void convertingChangesRealNumbersOnlyAndGivesTheOldOnesBack() {
    try (Linear linear = Linear.of(3, 2)) {
      Tensor before = linear.stateDict().get("weight");
      float[] values = before.toFloatArray();

      linear.to(DType.F64);

      assertTrue(before.isClosed());
      assertEquals(DType.F64, linear.stateDict().get("bias").dtype());
      assertArrayEquals(values, linear.stateDict().get("weight").toFloatArray());
      assertSame(DType.F64, linear.apply(Tensors.zeros(DType.F64, 1, 3)).dtype());
      assertThrows(IllegalArgumentException.class, () -> linear.to(DType.I64));
      Tensor same = linear.stateDict().get("weight");
      linear.to(device());
      assertSame(same, linear.stateDict().get("weight"));
    }
  }

  @Test
  void parametersOutliveTheScopeTheyWereMadeInUntilClosed() {
    Linear linear = Scope.call(() -> Linear.of(3, 2));
    Tensor weight = linear.stateDict().get("weight");
    assertFalse(weight.isClosed());
    assertEquals(2, linear.apply(Tensors.zeros(1, 3)).size(1));

    linear.close();
    linear.close();

    assertTrue(weight.isClosed());
    assertThrows(IllegalStateException.class, () -> linear.apply(Tensors.zeros(1, 3)));
  }

  @Test
  void aCallLeavesItsResultOnly() {
    try (Model model = new Model()) {
      Tensor x = Tensors.ones(4, 3);
      model.apply(x).close();
      long before = device().memory().storages();
      Tensor y = model.apply(x);
      assertEquals(before + 1, device().memory().storages());
      assertFalse(y.isClosed());
    }
  }

  @Test
  void aListGivesItsModulesInOrder() {
    try (ModuleList<Linear> list = ModuleList.of(3, i -> Linear.of(1, i + 1L))) {
      assertEquals(3, list.size());
      assertSame(list.get(1), list.stream().toList().get(1));
      assertEquals(List.of("0", "1", "2"), List.copyOf(list.children().keySet()));
      assertThrows(IndexOutOfBoundsException.class, () -> list.get(3));
    }
  }
}
