package anabranch.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.WithIndices;
import anabranch.io.Safetensors;
import anabranch.shape.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Single operations that PyTorch has run, run again by the same calls. */
public abstract class OpGoldenTck extends OpTck {
  private static final String FOLDER = "op";
  private static final Map<String, Golden> CALLS = new Table().calls;

  @TempDir private Path folder;

  /** How close a result must be. */
  private enum Closeness {
    /** Copies and whole numbers: every bit of every value. */
    EXACT,
    /** Functions of one element: 2e-6 of the element, or 1e-7. */
    ELEMENT,
    /** Sums of products, and what cancels: 1e-5 of the largest element. */
    LARGEST
  }

  /** PyTorch's call, and ours. */
  private record Golden(
      String call, Closeness closeness, Function<List<Tensor>, List<Tensor>> run) {}

  /** Our call for each of PyTorch's. */
  private static final class Table {
    private final Map<String, Golden> calls = new HashMap<>();

    private Table() {
      arithmetic();
      functions();
      reductions();
      products();
      copies();
      indexing();
    }

    private void one(
        String name, String call, Closeness closeness, Function<List<Tensor>, Tensor> run) {
      calls.put(name, new Golden(call, closeness, in -> List.of(run.apply(in))));
    }

    private void arithmetic() {
      Closeness element = Closeness.ELEMENT;
      one("neg", "torch.neg(in0)", Closeness.EXACT, in -> in.get(0).neg());
      one("std_neg_zero", "torch.neg(in0)", Closeness.EXACT, in -> in.get(0).neg());
      one("add_broadcast", "in0 + in1", element, in -> in.get(0).add(in.get(1)));
      one("sub_alpha", "torch.sub(in0, in1, alpha=2)", element, in -> in.get(0).sub(in.get(1), 2));
      one("mul_scalar", "in0 * 1.5", element, in -> in.get(0).mul(1.5));
      one("div", "in0 / in1", element, in -> in.get(0).div(in.get(1)));
      one("div_int", "in0 / in1", element, in -> in.get(0).div(in.get(1)));
      one(
          "remainder",
          "torch.remainder(in0, in1)",
          Closeness.EXACT,
          in -> in.get(0).remainder(in.get(1)));
      one("pow", "in0 ** 3", element, in -> in.get(0).pow(3));
      one(
          "where",
          "torch.where(in0 > 0, in0, in1)",
          Closeness.EXACT,
          in -> Tensors.where(in.get(0).gt(0), in.get(0), in.get(1)));
    }

    private void functions() {
      Closeness element = Closeness.ELEMENT;
      one("exp", "torch.exp(in0)", element, in -> in.get(0).exp());
      one("log", "torch.log(in0)", element, in -> in.get(0).log());
      one("sqrt", "torch.sqrt(in0)", element, in -> in.get(0).sqrt());
      one("sigmoid", "torch.sigmoid(in0)", element, in -> in.get(0).sigmoid());
      one("tanh", "torch.tanh(in0)", element, in -> in.get(0).tanh());
      one("relu", "torch.relu(in0)", Closeness.EXACT, in -> in.get(0).relu());
      // 1 + erf(x) cancels in PyTorch's own tail
      one("gelu", "torch.nn.functional.gelu(in0)", Closeness.LARGEST, in -> in.get(0).gelu());
      one("to_int", "in0.to(torch.int64)", Closeness.EXACT, in -> in.get(0).to(DType.I64));
      one("to_half", "in0.to(torch.float16)", Closeness.EXACT, in -> in.get(0).to(DType.F16));
    }

    private void reductions() {
      Closeness largest = Closeness.LARGEST;
      one("nan_max", "torch.max(in0)", Closeness.EXACT, in -> in.get(0).max());
      calls.put(
          "max_dim",
          new Golden(
              "torch.max(in0, dim=1)",
              Closeness.EXACT,
              in -> {
                WithIndices found = in.get(0).max(1);
                return List.of(found.values(), found.indices());
              }));
      one("argmax", "torch.argmax(in0, dim=0)", Closeness.EXACT, in -> in.get(0).argmax(0));
      one("sum_all", "torch.sum(in0)", largest, in -> in.get(0).sum());
      one(
          "sum_dims",
          "torch.sum(in0, dim=[0, 2], keepdim=True)",
          largest,
          in -> in.get(0).sum(new int[] {0, 2}, true));
      one("mean_dim", "torch.mean(in0, dim=1)", largest, in -> in.get(0).mean(1));
      one("empty_sum", "torch.sum(in0, dim=0)", Closeness.EXACT, in -> in.get(0).sum(0));
      one("softmax", "torch.softmax(in0, dim=-1)", largest, in -> in.get(0).softmax(-1));
      one("log_softmax", "torch.log_softmax(in0, dim=0)", largest, in -> in.get(0).logSoftmax(0));
      one(
          "layer_norm",
          "torch.nn.functional.layer_norm(in0, [6], in1, in2)",
          largest,
          in -> in.get(0).layerNorm(new long[] {6}, in.get(1), in.get(2), 1e-5));
    }

    private void products() {
      for (String name : List.of("matmul_2d", "matmul_batched_broadcast", "matmul_vec")) {
        one(name, "torch.matmul(in0, in1)", Closeness.LARGEST, in -> in.get(0).matmul(in.get(1)));
      }
      one(
          "mm_transposed",
          "torch.mm(in0.t(), in1)",
          Closeness.LARGEST,
          in -> in.get(0).t().mm(in.get(1)));
      one(
          "linear",
          "torch.nn.functional.linear(in0, in1, in2)",
          Closeness.LARGEST,
          in -> in.get(0).linear(in.get(1), in.get(2)));
    }

    private void copies() {
      Closeness exact = Closeness.EXACT;
      one("cat", "torch.cat([in0, in1], dim=2)", exact, in -> Tensors.cat(2, in.get(0), in.get(1)));
      one("stack", "torch.stack([in0, in1], dim=1)", exact, in -> Tensors.stack(in, 1));
      one("flip", "torch.flip(in0, dims=[0, 2])", exact, in -> in.get(0).flip(0, 2));
      one("permute", "in0.permute(2, 0, 1)", exact, in -> in.get(0).permute(2, 0, 1));
      one(
          "strided_slice",
          "in0[1:, ::2].contiguous()",
          exact,
          in -> in.get(0).slice(0, 1, Long.MAX_VALUE).slice(1, 0, Long.MAX_VALUE, 2).contiguous());
      one("expand", "in0.expand(3, 4, 2)", exact, in -> in.get(0).expand(3, 4, 2));
    }

    private void indexing() {
      Closeness exact = Closeness.EXACT;
      one(
          "index_select",
          "torch.index_select(in0, 1, in1)",
          exact,
          in -> in.get(0).indexSelect(1, in.get(1)));
      one(
          "embedding",
          "torch.nn.functional.embedding(in0, in1)",
          exact,
          in -> in.get(1).embedding(in.get(0)));
      one("gather", "torch.gather(in0, 1, in1)", exact, in -> in.get(0).gather(1, in.get(1)));
    }
  }

  static List<String> names() {
    return Goldens.names(FOLDER);
  }

  @Test
  void everyFileHasItsCall() {
    assertEquals(new TreeSet<>(names()), new TreeSet<>(CALLS.keySet()));
  }

  @ParameterizedTest
  @MethodSource("names")
  void givesWhatPyTorchGave(String name) throws IOException {
    try (Safetensors file = Goldens.open(FOLDER + "/" + name, folder)) {
      Golden golden = CALLS.get(name);
      assertEquals(golden.call(), file.metadata().get("call"));
      List<Tensor> inputs = new ArrayList<>();
      while (file.names().contains("in" + inputs.size())) {
        inputs.add(file.load("in" + inputs.size(), device()));
      }
      List<Tensor> outputs = golden.run().apply(inputs);
      for (int i = 0; i < outputs.size(); i++) {
        String out = file.names().contains("out") ? "out" : "out" + i;
        compare(golden.closeness(), file.load(out, device()), outputs.get(i));
      }
      assertEquals(file.names().size(), inputs.size() + outputs.size());
    }
  }

  private static void compare(Closeness closeness, Tensor expected, Tensor actual) {
    assertEquals(expected.dtype(), actual.dtype());
    Host want = Host.of(expected);
    switch (closeness) {
      case EXACT -> Check.same(expected.dtype(), want, actual);
      case ELEMENT -> elementwise(want, actual);
      case LARGEST -> Check.nearRelativeToLargest(want, actual, 1e-5);
    }
  }

  private static void elementwise(Host expected, Tensor actual) {
    assertEquals(expected.shape(), actual.shape());
    double[] got = actual.toDoubleArray();
    for (int i = 0; i < got.length; i++) {
      double want = expected.values()[i];
      boolean near =
          Double.compare(want, got[i]) == 0
              || Math.abs(want - got[i]) <= Math.max(2e-6 * Math.abs(want), 1e-7);
      assertTrue(near, "element %d: expected %s, got %s".formatted(i, want, got[i]));
    }
  }
}
