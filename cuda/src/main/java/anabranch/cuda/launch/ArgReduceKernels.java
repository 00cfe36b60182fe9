package anabranch.cuda.launch;

import anabranch.op.Op;
import anabranch.shape.DType;
import anabranch.shape.Layout;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import anabranch.spi.View;
import java.util.List;

/** Extremes with their indices. */
final class ArgReduceKernels {
  private final KernelSet kernels;

  ArgReduceKernels(Kernels kernels) {
    this.kernels = new KernelSet(kernels, "argreduce", "argreduce");
  }

  void run(Launcher launcher, Op.ArgReduce op, List<View> outputs, List<View> inputs) {
    View x = inputs.getFirst();
    View values = outputs.get(0);
    View indices = outputs.get(1);
    long length = Layouts.size(x.layout(), op.dim());
    Layout lines = Layouts.without(x.layout(), op.dim());
    if (lines.shape().numel() == 0) {
      return;
    }
    if (length == 0) {
      throw new ShapeException(
          "%s: nothing to choose from along dimension %d of shape %s"
              .formatted(op.opName(), op.dim(), x.layout().shape()));
    }
    Lines source = new Lines(lines, length, Layouts.stride(x.layout(), op.dim()));
    Results results =
        new Results(
            launcher.address(values),
            Layouts.without(values.layout(), op.dim()),
            launcher.address(indices),
            Layouts.without(indices.layout(), op.dim()));
    // truth values are ordered as the numbers 0 and 1
    DType dtype = x.dtype() == DType.BOOL ? DType.U8 : x.dtype();
    Search search = new Search(launcher, kernels.of(dtype), op.greatest());
    search(search, dtype, launcher.address(x), source, results);
  }

  /** How elements lie: where lines begin, how many elements each has, and from one to the next. */
  private record Lines(Layout bases, long length, long stride) {
    long count() {
      return bases.shape().numel();
    }

    Layout line() {
      return Layout.of(Shape.of(length), new long[] {stride}, 0);
    }
  }

  private record Results(long values, Layout valueLayout, long indices, Layout indexLayout) {}

  private record Search(Launcher launcher, Kernel kernel, boolean greatest) {}

  /** In one stage, or in two where lines are few and long. */
  private static void search(Search how, DType dtype, long x, Lines lines, Results results) {
    Team team = Team.of(lines.bases(), lines.line());
    long chunk = team.isAlone() ? lines.length() : Chunks.perBlock(lines.count(), lines.length());
    long parts = Math.ceilDiv(lines.length(), chunk);
    if (parts == 1) {
      launch(how, new Stage(team, chunk, 1, 0), x, lines, results);
      return;
    }
    long found = parts * lines.count();
    try (Scratch best = how.launcher().scratch(found * dtype.byteSize());
        Scratch places = how.launcher().scratch(found * DType.I64.byteSize())) {
      Layout dense = Layout.contiguous(lines.bases().shape());
      Results between = new Results(best.address(), dense, places.address(), dense);
      launch(how, new Stage(Team.together(chunk), chunk, parts, 0), x, lines, between);
      Lines rest = new Lines(dense, parts, lines.count());
      Stage last = new Stage(Team.together(parts), parts, 1, places.address());
      launch(how, last, best.address(), rest, results);
    }
  }

  /** A launch; {@code from} holds the elements' indices, or is 0 if they are their own. */
  private record Stage(Team team, long chunk, long parts, long from) {}

  private static void launch(Search how, Stage stage, long x, Lines lines, Results results) {
    long units = stage.parts() * lines.count();
    how.launcher()
        .begin(how.kernel())
        .pointer(x)
        .pointer(stage.from() == 0 ? results.indices() : stage.from())
        .pointer(results.values())
        .pointer(results.indices())
        .strided(Strided.of(List.of(lines.bases(), results.valueLayout(), results.indexLayout())))
        .i64(lines.stride())
        .i64(lines.count())
        .i64(lines.length())
        .i64(stage.chunk())
        .i64(units)
        .i32(stage.team().perLine())
        .i32(how.greatest() ? 1 : 0)
        .i32(stage.from() == 0 ? 0 : 1);
    stage.team().launch(how.launcher(), units);
  }
}
