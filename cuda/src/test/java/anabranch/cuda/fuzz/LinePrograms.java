package anabranch.cuda.fuzz;

import static anabranch.cuda.fuzz.Programs.ALL;
import static anabranch.cuda.fuzz.Programs.FLOATING;
import static anabranch.cuda.fuzz.Programs.NUMBERS;
import static anabranch.shape.DType.F32;
import static anabranch.shape.DType.F64;

import anabranch.Recurrent;
import anabranch.Scope;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.WithIndices;
import anabranch.op.Op;
import anabranch.shape.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The programs in which elements meet: copies, reductions, products, sorting, recurrences. */
final class LinePrograms {
  /** What the magnitudes of the terms of a sum come to, at most; rounding errors go by it. */
  private static final double SUM = 500;

  private final List<Program> programs = new ArrayList<>();

  static List<Program> all() {
    LinePrograms p = new LinePrograms();
    p.copies();
    p.creation();
    p.reductions();
    p.lines();
    p.indices();
    p.products();
    p.recurrences();
    return p.programs;
  }

  private void copies() {
    add(
        "casts",
        Op.Copy.class,
        true,
        0,
        s -> {
          Tensor x = s.tensor(s.oneOf(ALL), s.shape(0, 5));
          return List.of(x.to(s.oneOf(ALL)), x.contiguous());
        });
    add(
        "copies",
        Op.Copy.class,
        true,
        0,
        s -> {
          long[] shape = s.shape(1, 4);
          DType type = s.oneOf(ALL);
          Tensor a = s.tensor(type, shape);
          Tensor b = s.tensor(type, shape);
          int dim = s.upTo(shape.length);
          return List.of(
              Tensors.cat(dim, a, b, a), a.flip(dim), a.roll(1, dim), Tensors.stack(dim, a, b));
        });
    add(
        "in place through views",
        Op.Copy.class,
        true,
        0,
        s -> {
          long[] shape = s.shape(1, 4);
          Tensor target = s.tensor(F32, shape);
          Tensor source = s.tensor(F32, s.narrower(shape));
          target.copy_(source);
          return List.of(target);
        });
  }

  private void creation() {
    add(
        "fill",
        Op.Fill.class,
        false,
        0,
        s -> List.of(Tensors.full(s.device(), s.oneOf(NUMBERS), 3, s.shape(0, 4))));
    add(
        "arange",
        Op.Arange.class,
        false,
        0,
        s -> {
          int end = s.upTo(5000);
          return List.of(
              Tensors.arange(s.device(), 0, end, 1 + s.upTo(3)),
              Tensors.arange(s.device(), F32, -1.5, end * 0.1, 0.1));
        });
    add(
        "random",
        Op.Random.class,
        false,
        4,
        s -> {
          long[] shape = s.shape(0, 3);
          DType type = s.oneOf(FLOATING);
          return Scope.seeded(
              s.upTo(1000),
              () ->
                  List.of(
                      Tensors.rand(s.device(), type, shape),
                      Tensors.randn(s.device(), F32, shape),
                      Tensors.randint(s.device(), -5, 1000, shape),
                      Tensors.bernoulli(s.device(), 0.3, shape)));
        });
  }

  private void reductions() {
    reduce(Op.Reduction.SUM, NUMBERS, Tensor::sum);
    reduce(Op.Reduction.MEAN, FLOATING, Tensor::mean);
    reduce(Op.Reduction.PROD, List.of(F64), (x, dims) -> x.mul(0.3).exp().prod(dims).log());
    reduce(Op.Reduction.MAX, NUMBERS, Tensor::amax);
    reduce(Op.Reduction.MIN, NUMBERS, Tensor::amin);
    reduce(Op.Reduction.ANY, ALL, Tensor::any);
    reduce(Op.Reduction.ALL, ALL, Tensor::all);
    reduce(Op.Reduction.NORM, FLOATING, Tensor::norm);
    reduce(Op.Reduction.VAR, List.of(F32, F64), (x, dims) -> x.var(0, dims, false));
    reduce(Op.Reduction.STD, List.of(F32, F64), (x, dims) -> x.std(0, dims, true));
    add(
        "argmax and argmin",
        Op.ArgReduce.class,
        true,
        0,
        s -> {
          long[] shape = s.filled(1, 4);
          Tensor x = s.tensor(s.oneOf(NUMBERS), shape);
          int dim = s.upTo(shape.length);
          WithIndices most = x.max(dim);
          WithIndices least = x.min(dim);
          return List.of(most.values(), most.indices(), least.values(), least.indices());
        });
  }

  private void lines() {
    add(
        "cumsum",
        Op.Cumsum.class,
        SUM,
        s -> {
          long[] shape = s.filled(1, 4);
          Tensor x = s.tensor(s.oneOf(List.of(F32, F64)), shape);
          return List.of(x.cumsum(s.upTo(shape.length)));
        });
    line("cumsum of whole numbers", Op.Cumsum.class, Programs.BITS, 0, Tensor::cumsum);
    line("softmax", Op.Softmax.class, FLOATING, 8, Tensor::softmax);
    line("log_softmax", Op.Softmax.class, FLOATING, 8, Tensor::logSoftmax);
    line("sort", Op.Sort.class, NUMBERS, 0, (x, dim) -> x.sort(dim, false).values());
    line("argsort", Op.Sort.class, NUMBERS, 0, (x, dim) -> x.argsort(dim, true));
    add(
        "topk",
        Op.TopK.class,
        true,
        0,
        s -> {
          long[] shape = s.filled(1, 3);
          int dim = s.upTo(shape.length);
          Tensor x = s.tensor(s.oneOf(NUMBERS), shape);
          WithIndices top = x.topk(1 + s.upTo((int) shape[dim]), dim, s.flip());
          return List.of(top.values(), top.indices());
        });
    add(
        "layer_norm",
        Op.LayerNorm.class,
        false,
        32,
        s -> {
          long[] shape = s.filled(1, 4);
          long last = shape[shape.length - 1];
          DType type = s.oneOf(FLOATING);
          Tensor x = s.tensor(type, shape);
          long[] norm = {last};
          return List.of(
              x.layerNorm(norm, null, null, 1e-3),
              x.layerNorm(norm, s.tensor(type, norm), s.tensor(type, norm), 1e-3));
        });
  }

  private void indices() {
    add(
        "index_select",
        Op.IndexSelect.class,
        true,
        0,
        s -> {
          long[] shape = s.filled(1, 4);
          int dim = s.upTo(shape.length);
          return List.of(
              s.tensor(s.oneOf(ALL), shape).indexSelect(dim, s.indices(shape[dim], s.size(100))));
        });
    add(
        "gather",
        Op.Gather.class,
        true,
        0,
        s -> {
          long[] shape = s.filled(1, 3);
          int dim = s.upTo(shape.length);
          return List.of(s.tensor(s.oneOf(ALL), shape).gather(dim, s.indices(shape[dim], shape)));
        });
    add(
        "scatter",
        Op.Scatter.class,
        false,
        8,
        s -> {
          long[] shape = s.filled(1, 3);
          int dim = s.upTo(shape.length);
          DType type = s.oneOf(List.of(F32, F64, DType.I64));
          Tensor x = s.tensor(type, shape);
          Tensor index = s.indices(shape[dim], shape);
          Tensor source = s.tensor(type, shape);
          return List.of(x.scatter(dim, index, source), x.scatterAdd(dim, index, source));
        });
  }

  private void products() {
    add(
        "matmul",
        Op.MatMul.class,
        SUM,
        s -> {
          DType type = s.oneOf(List.of(F32, F64, DType.I64, F32, DType.F16, DType.BF16));
          long m = s.size(70);
          long k = s.size(70);
          long n = s.size(70);
          long[] batch = s.shape(0, 2);
          long[] few = new long[batch.length];
          for (int i = 0; i < few.length; i++) {
            batch[i] = Math.min(batch[i], 3);
            few[i] = s.flip() ? 1 : batch[i];
          }
          Tensor a = s.tensor(type, with(batch, m, k));
          Tensor b = s.tensor(type, with(few, k, n));
          return List.of(a.matmul(b));
        });
    add(
        "addmm",
        Op.MatMul.class,
        SUM,
        s -> {
          long m = s.size(130);
          long k = s.size(130);
          long n = s.size(130);
          Tensor c = s.tensor(F32, m, n);
          return List.of(c.addmm(s.tensor(F32, m, k), s.tensor(F32, k, n), 0.5, 2));
        });
  }

  private static long[] with(long[] batch, long rows, long columns) {
    long[] sizes = Arrays.copyOf(batch, batch.length + 2);
    sizes[batch.length] = rows;
    sizes[batch.length + 1] = columns;
    return sizes;
  }

  private void recurrences() {
    add("lstm", Op.Lstm.class, SUM, s -> recurrence(s, 4));
    add("gru", Op.Gru.class, SUM, s -> recurrence(s, 3));
  }

  private static List<Tensor> recurrence(Source s, int gates) {
    DType type = s.oneOf(List.of(F32, F32, F64));
    long steps = 1L + s.upTo(5);
    long batch = 1L + s.upTo(9);
    long in = 1L + s.upTo(40);
    long hidden = 1L + s.upTo(40);
    boolean projected = gates == 4 && s.flip();
    long out = projected ? 1L + s.upTo((int) hidden) : hidden;
    Recurrent.Biases biases =
        s.flip()
            ? new Recurrent.Biases(s.tensor(type, gates * hidden), s.tensor(type, gates * hidden))
            : null;
    // by larger projections h grows from step to step, and rounding errors a thousandfold with it
    Recurrent.Weights weights =
        new Recurrent.Weights(
            s.tensor(type, gates * hidden, in).mul(0.3),
            s.tensor(type, gates * hidden, out).mul(0.3),
            biases,
            projected ? s.tensor(type, out, hidden).mul(0.1) : null);
    Tensor x = s.tensor(type, steps, batch, in);
    boolean reverse = s.flip();
    boolean state = s.flip();
    Tensor h0 = s.tensor(type, batch, out);
    Tensor c0 = s.tensor(type, batch, hidden);
    Tensor y = s.tensor(type, steps, batch, out);
    Tensor hn = Tensors.empty(s.device(), type, batch, out);
    Tensor cn = Tensors.empty(s.device(), type, batch, hidden);
    if (gates == 4) {
      Recurrent.State initial = state ? new Recurrent.State(h0, c0) : null;
      Recurrent.lstm(x, weights, initial, reverse, y, new Recurrent.State(hn, cn));
      return List.of(y, hn, cn);
    }
    Recurrent.gru(x, weights, state ? h0 : null, reverse, y, hn);
    return List.of(y, hn);
  }

  private void reduce(Op.Reduction kind, List<DType> types, BiFunction<Tensor, int[], Tensor> f) {
    add(
        kind + " of " + types,
        kind,
        false,
        256,
        s -> {
          long[] shape = s.filled(1, 4);
          Tensor x = s.tensor(s.oneOf(types), shape);
          List<Integer> dims = new ArrayList<>();
          for (int d = 0; d < shape.length; d++) {
            if (s.flip()) {
              dims.add(d);
            }
          }
          return List.of(f.apply(x, dims.stream().mapToInt(d -> d).toArray()));
        });
  }

  private void line(
      String name,
      Object covers,
      List<DType> types,
      double ulps,
      BiFunction<Tensor, Integer, Tensor> f) {
    add(
        name,
        covers,
        false,
        ulps,
        s -> {
          long[] shape = s.filled(1, 4);
          Tensor x = s.tensor(s.oneOf(types), shape);
          return List.of(f.apply(x, s.upTo(shape.length)));
        });
  }

  /** A program whose results are sums; they agree within four units in the last place of them. */
  private void add(String name, Object covers, double sum, Function<Source, List<Tensor>> body) {
    programs.add(new Program(name, covers, false, 4, sum, body));
  }

  private void add(
      String name,
      Object covers,
      boolean special,
      double ulps,
      Function<Source, List<Tensor>> body) {
    programs.add(new Program(name, covers, special, ulps, 1, body));
  }
}
