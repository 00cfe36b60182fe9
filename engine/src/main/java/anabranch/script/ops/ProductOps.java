package anabranch.script.ops;

import anabranch.Scope;
import anabranch.Tensor;
import anabranch.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BinaryOperator;

/** Products of vectors and matrices. */
final class ProductOps {
  private ProductOps() {}

  static void add(OpTable.Builder t) {
    binary(t, "matmul", Tensor::matmul);
    binary(t, "mm", Tensor::mm);
    binary(t, "bmm", Tensor::bmm);
    binary(t, "mv", Tensor::mv);
    binary(t, "dot", Tensor::dot);
    binary(t, "inner", (x, y) -> x.rank() == 0 || y.rank() == 0 ? x.mul(y) : x.matmul(y.t()));
    for (String name : new String[] {"outer", "ger"}) {
      binary(t, name, (x, y) -> Scope.call(() -> x.unsqueeze(1).mul(y)));
    }
    t.op(
        "addmm(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -> Tensor",
        a -> {
          reserve(a, a.tensor(1), a.tensor(2));
          return a.tensor(0).addmm(a.tensor(1), a.tensor(2), a.number(3), a.number(4));
        });
    t.op(
        "baddbmm(Tensor self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) ->"
            + " Tensor",
        a -> {
          reserve(a, a.tensor(1), a.tensor(2));
          return Scope.call(
              () -> a.tensor(0).mul(a.number(3)).add(a.tensor(1).bmm(a.tensor(2)), a.number(4)));
        });
    t.op(
        "addmv(Tensor self, Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1) -> Tensor",
        a ->
            Scope.call(
                () -> a.tensor(0).mul(a.number(3)).add(a.tensor(1).mv(a.tensor(2)), a.number(4))));
    t.op(
        "linear(Tensor input, Tensor weight, Tensor? bias=None) -> Tensor",
        a -> {
          reserve(a, a.tensor(0), a.tensor(1).t());
          return a.tensor(0).linear(a.tensor(1), a.tensorOrNone(2));
        });
    t.op(
        "cosine_similarity(Tensor x1, Tensor x2, int dim=1, float eps=1e-08) -> Tensor",
        a ->
            Scope.call(
                () -> {
                  int[] dim = {a.small(2)};
                  Tensor x = a.tensor(0);
                  Tensor y = a.tensor(1);
                  Tensor lengths =
                      x.norm(2, dim, false)
                          .clamp(a.real(3), null)
                          .mul(y.norm(2, dim, false).clamp(a.real(3), null));
                  return x.mul(y).sum(dim, false).div(lengths);
                }));
    t.op(
        "einsum(str equation, Tensor[] tensors, *, int[]? path=None) -> Tensor",
        a -> Scope.call(() -> einsum(a, a.text(0).replace(" ", ""), a.tensors(1))));
  }

  private static void binary(OpTable.Builder t, String name, BinaryOperator<Tensor> f) {
    t.op(
        name + "(Tensor self, Tensor other) -> Tensor",
        a -> {
          reserve(a, a.tensor(0), a.tensor(1));
          return f.apply(a.tensor(0), a.tensor(1));
        });
  }

  /** No product has more elements than its operands' numbers multiplied. */
  private static void reserve(Args a, Tensor x, Tensor y) {
    long rows = x.rank() < 2 ? x.numel() : x.numel() / Math.max(x.size(-1), 1);
    long columns = y.rank() < 2 ? y.numel() : y.numel() / Math.max(y.size(-2), 1);
    double most = (double) rows * columns;
    a.host().reserve((long) most, x.dtype().byteSize());
  }

  /** The sum over all labels that the result does not have, of the operands' product. */
  private static Tensor einsum(Args a, String equation, List<Tensor> tensors) {
    String[] sides = equation.split("->", -1);
    String[] inputs = sides[0].split(",", -1);
    if (inputs.length != tensors.size() || !equation.matches("[a-zA-Z,]+(->[a-zA-Z]*)?")) {
      throw new ScriptError(
          "einsum: '%s' is not supported for %d tensors".formatted(equation, tensors.size()));
    }
    String output = sides.length > 1 ? sides[1] : implicit(sides[0]);
    StringBuilder labels = new StringBuilder(output);
    for (char c : sides[0].toCharArray()) {
      if (c != ',' && labels.indexOf(String.valueOf(c)) < 0) {
        labels.append(c);
      }
    }
    Tensor product = aligned(inputs[0], tensors.getFirst(), labels.toString());
    for (int i = 1; i < inputs.length; i++) {
      Tensor next = aligned(inputs[i], tensors.get(i), labels.toString());
      a.host()
          .reserve(
              Shape.broadcast(product.shape(), next.shape()).numel(), product.dtype().byteSize());
      product = product.mul(next);
    }
    int[] rest = new int[labels.length() - output.length()];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = output.length() + i;
    }
    return rest.length == 0 ? product : product.sum(rest, false);
  }

  private static String implicit(String inputs) {
    StringBuilder out = new StringBuilder();
    for (char c :
        new TreeSet<>(inputs.chars().filter(c -> c != ',').mapToObj(c -> (char) c).toList())) {
      if (inputs.indexOf(c) == inputs.lastIndexOf(c)) {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static Tensor aligned(String own, Tensor x, String labels) {
    if (own.length() != x.rank() || own.chars().distinct().count() != own.length()) {
      throw new ScriptError(
          "einsum: subscripts '%s' are not supported for shape %s".formatted(own, x.shape()));
    }
    List<Integer> order = new ArrayList<>();
    for (char c : labels.toCharArray()) {
      if (own.indexOf(c) >= 0) {
        order.add(own.indexOf(c));
      }
    }
    Tensor out = x.permute(order.stream().mapToInt(Integer::intValue).toArray());
    for (int i = 0; i < labels.length(); i++) {
      if (own.indexOf(labels.charAt(i)) < 0) {
        out = out.unsqueeze(i);
      }
    }
    return out;
  }
}
