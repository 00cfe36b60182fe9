package anabranch.script.ops;

import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import java.util.Arrays;

/** What layers are made of, besides products and recurrent networks. */
final class LayerOps {
  private LayerOps() {}

  static void add(OpTable.Builder t) {
    t.op(
        "layer_norm(Tensor input, int[] normalized_shape, Tensor? weight=None, Tensor? bias=None,"
            + " float eps=1e-05, bool cudnn_enable=True) -> Tensor",
        a -> a.tensor(0).layerNorm(a.integers(1), a.tensorOrNone(2), a.tensorOrNone(3), a.real(4)));
    t.op(
        "embedding(Tensor weight, Tensor indices, int padding_idx=-1, bool"
            + " scale_grad_by_freq=False, bool sparse=False) -> Tensor",
        a -> {
          a.host()
              .reserve(
                  product(a.tensor(1).numel(), a.tensor(0).size(-1)),
                  a.tensor(0).dtype().byteSize());
          return a.tensor(0).embedding(a.tensor(1));
        });
    for (String name : new String[] {"dropout", "feature_dropout", "alpha_dropout"}) {
      t.op(
          name + "(Tensor input, float p, bool train) -> Tensor",
          a -> a.flag(2) ? trained(name, a) : a.tensor(0));
      t.op(
          name + "_(Tensor self, float p, bool train) -> Tensor",
          a -> {
            if (a.flag(2)) {
              Scope.run(() -> a.tensor(0).copy_(trained(name, a)));
            }
            return a.tensor(0);
          });
    }
    t.op(
        "batch_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor?"
            + " running_var, bool training, float momentum, float eps, bool cudnn_enabled) ->"
            + " Tensor",
        a -> Scope.call(() -> batchNorm(a)));
    t.op("one_hot(Tensor self, int num_classes=-1) -> Tensor", a -> Scope.call(() -> oneHot(a)));
    t.op(
        "pad(Tensor self, int[] pad, str mode=\"constant\", float? value=None) -> Tensor",
        a -> Scope.call(() -> padded(a)));
    t.op(
        "constant_pad_nd(Tensor self, int[] pad, Scalar value=0) -> Tensor",
        a -> Scope.call(() -> padded(a.tensor(0), a.integers(1), a.number(2))));
  }

  private static long product(long a, long b) {
    return a == 0 || b <= Long.MAX_VALUE / a ? a * b : Long.MAX_VALUE;
  }

  private static Tensor trained(String name, Args a) {
    if (!name.equals("dropout")) {
      throw new ScriptError(name + " is supported in evaluation only");
    }
    return dropout(a.tensor(0), a.real(1));
  }

  /** Elements are 0 with probability {@code p}, and the others grow to keep the mean. */
  static Tensor dropout(Tensor x, double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new ScriptError("dropout probability has to be between 0 and 1, but got " + p);
    }
    return Scope.call(
        () ->
            p == 1
                ? Tensors.zerosLike(x)
                : x.mul(
                    Tensors.bernoulli(x.device(), 1 - p, x.shape().sizes())
                        .to(x.dtype())
                        .div(1 - p)));
  }

  private static Tensor batchNorm(Args a) {
    Tensor mean = a.tensorOrNone(3);
    Tensor variance = a.tensorOrNone(4);
    if (a.flag(5) || mean == null || variance == null) {
      throw new ScriptError("batch_norm is supported in evaluation, with running statistics, only");
    }
    Tensor x = a.tensor(0);
    Tensor scale = variance.add(a.real(7)).rsqrt();
    Tensor out = x.sub(channels(mean, x)).mul(channels(scale, x));
    Tensor weight = a.tensorOrNone(1);
    Tensor bias = a.tensorOrNone(2);
    out = weight == null ? out : out.mul(channels(weight, x));
    return bias == null ? out : out.add(channels(bias, x));
  }

  private static Tensor channels(Tensor vector, Tensor like) {
    long[] sizes = new long[like.rank()];
    Arrays.fill(sizes, 1);
    sizes[Math.min(1, sizes.length - 1)] = vector.numel();
    return vector.reshape(sizes);
  }

  private static Tensor oneHot(Args a) {
    Tensor x = a.tensor(0);
    long classes = a.integer(1) >= 0 ? a.integer(1) : x.max().itemLong() + 1;
    a.host().reserve(product(x.numel(), classes), 8);
    Tensor range = Tensors.arange(a.device(), 0, classes, 1);
    return x.unsqueeze(-1).eq(range).to(anabranch.shape.DType.I64);
  }

  private static Tensor padded(Args a) {
    if (!a.text(2).equals("constant")) {
      throw new ScriptError("pad is supported in mode 'constant' only, not '" + a.text(2) + "'");
    }
    return padded(a.tensor(0), a.integers(1), a.isNone(3) ? 0.0 : a.number(3));
  }

  /** Sizes before and after each dimension, the last dimension's first; negative ones cut off. */
  private static Tensor padded(Tensor x, long[] pad, Number value) {
    if (pad.length % 2 != 0 || pad.length > 2 * x.rank()) {
      throw new ScriptError(
          "pad: expected at most %d pairs, got %s".formatted(x.rank(), Arrays.toString(pad)));
    }
    Tensor out = x;
    for (int i = 0; i < pad.length / 2; i++) {
      int dim = x.rank() - 1 - i;
      out = edge(out, dim, pad[2 * i], value, true);
      out = edge(out, dim, pad[2 * i + 1], value, false);
    }
    return out == x ? x.clone() : out;
  }

  private static Tensor edge(Tensor x, int dim, long size, Number value, boolean before) {
    if (size <= 0) {
      long left = x.size(dim) + size;
      return size == 0 ? x : x.narrow(dim, before ? -size : 0, left);
    }
    long[] sizes = x.shape().sizes();
    sizes[dim] = size;
    Tensor edge = Tensors.full(x.device(), x.dtype(), value, sizes);
    return before ? Tensors.cat(dim, edge, x) : Tensors.cat(dim, x, edge);
  }
}
