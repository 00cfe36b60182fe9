package anabranch.cuda.launch;

import anabranch.op.Op;
import anabranch.shape.DType;
import anabranch.shape.Layout;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import anabranch.spi.View;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Reductions over any dimensions. */
final class ReduceKernels {
  private final KernelSet sum;
  private final KernelSet fold;

  ReduceKernels(Kernels kernels) {
    sum = new KernelSet(kernels, "reduce", "sum");
    fold = new KernelSet(kernels, "reduce", "fold");
  }

  void run(Launcher launcher, Op.Reduce op, List<View> outputs, List<View> inputs) {
    View x = inputs.getFirst();
    View out = outputs.getFirst();
    long results = out.layout().shape().numel();
    boolean extreme = op.kind() == Op.Reduction.MAX || op.kind() == Op.Reduction.MIN;
    if (extreme && x.layout().shape().numel() == 0 && results > 0) {
      throw new ShapeException(
          "%s: nothing to choose from in a tensor of shape %s"
              .formatted(op.opName(), x.layout().shape()));
    }
    if (results == 0) {
      return;
    }
    int[] kept = dims(x.layout(), d -> !op.dims().contains(d));
    int[] reduced = dims(x.layout(), op.dims()::contains);
    Layout elements = Layouts.part(x.layout(), reduced);
    Call call =
        new Call(
            launcher,
            x.dtype(),
            launcher.address(x),
            Layouts.part(x.layout(), kept),
            elements,
            launcher.address(out),
            out.dtype(),
            Layouts.part(out.layout(), kept));
    Fold steps = Fold.of(op, elements.shape().numel());
    if (steps.isOfDeviations()) {
      deviations(call, steps);
    } else {
      run(call, steps, call.source());
    }
  }

  /** Those that are asked for, by falling strides, so that the last lies densest. */
  private static int[] dims(Layout layout, IntPredicate which) {
    return IntStream.range(0, layout.shape().rank())
        .filter(which)
        .boxed()
        .sorted(Comparator.comparingLong(d -> -Math.abs(layout.stride(d))))
        .mapToInt(d -> d)
        .toArray();
  }

  /**
   * Elements to combine for each of some results.
   *
   * @param source where the first is
   * @param bases the input without the reduced dimensions
   * @param elements the input with the reduced dimensions alone
   * @param target where the first result goes
   * @param results the output without the reduced dimensions
   */
  private record Call(
      Launcher launcher,
      DType dtype,
      long source,
      Layout bases,
      Layout elements,
      long target,
      DType resultType,
      Layout results) {
    long outputs() {
      return results.shape().numel();
    }

    long count() {
      return elements.shape().numel();
    }

    Team team() {
      return Team.of(bases, elements);
    }

    /** With dense results of {@code type} at {@code address}. */
    Call to(long address, DType type) {
      return new Call(
          launcher,
          dtype,
          source,
          bases,
          elements,
          address,
          type,
          Layout.contiguous(results.shape()));
    }

    /** Of {@code parts} parts of each result, as the first of two stages leaves them. */
    Call of(long address, long parts) {
      Layout line = Layout.of(Shape.of(parts), new long[] {outputs()}, 0);
      Layout first = Layout.contiguous(results.shape());
      return new Call(
          launcher, Types.wide(dtype), address, first, line, target, resultType, results);
    }
  }

  /** By two passes: the means first. */
  private void deviations(Call call, Fold steps) {
    DType wide = Types.wide(call.dtype());
    try (Scratch means = call.launcher().scratch(call.outputs() * wide.byteSize())) {
      run(call.to(means.address(), wide), Fold.mean(call.count()), call.source());
      run(call, steps, means.address());
    }
  }

  /** In one stage, or in two where there is little to do side by side. */
  private void run(Call call, Fold steps, long means) {
    Team team = call.team();
    long chunk = Chunks.of(team, call.outputs(), call.count());
    long parts = Math.max(Math.ceilDiv(call.count(), chunk), 1);
    if (parts == 1) {
      launch(call, steps, means, team, chunk, 1);
      return;
    }
    DType wide = Types.wide(call.dtype());
    try (Scratch states = call.launcher().scratch(parts * call.outputs() * wide.byteSize())) {
      Team each = team.isAlone() ? team : Team.together(chunk);
      launch(call.to(states.address(), wide), steps.first(), means, each, chunk, parts);
      Call rest = call.of(states.address(), parts);
      launch(rest, steps.second(), rest.source(), Team.together(parts), parts, 1);
    }
  }

  private void launch(Call call, Fold steps, long means, Team team, long chunk, long parts) {
    boolean plain = steps.isPlainSum() && call.dtype().isFloating();
    long units = parts * call.outputs();
    call.launcher()
        .begin((plain ? sum : fold).of(call.dtype()))
        .pointer(call.source())
        .pointer(means)
        .pointer(call.target())
        .strided(Strided.of(List.of(call.bases(), call.results())))
        .strided(Strided.of(List.of(call.elements())))
        .i64(call.outputs())
        .i64(call.count())
        .i64(chunk)
        .i64(units)
        .i32(team.perLine())
        .i32(steps.before())
        .i32(steps.combine())
        .i32(steps.after())
        .f64(steps.exponent())
        .f64(steps.argument())
        .i32(Types.code(call.resultType()));
    team.launch(call.launcher(), units);
  }
}
