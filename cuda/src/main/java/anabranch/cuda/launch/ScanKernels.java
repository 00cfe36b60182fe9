package anabranch.cuda.launch;

import anabranch.op.Op;
import anabranch.shape.DType;
import anabranch.shape.Layout;
import anabranch.shape.Shape;
import anabranch.spi.View;
import java.util.List;

/** Running sums. */
final class ScanKernels {
  private static final int PLAIN = 0;
  private static final int TOTALS_ONLY = 1;
  private static final int CARRIED = 2;

  private final KernelSet kernels;

  ScanKernels(Kernels kernels) {
    this.kernels = new KernelSet(kernels, "scan", "cumsum");
  }

  void run(Launcher launcher, Op.Cumsum op, List<View> outputs, List<View> inputs) {
    View x = inputs.getFirst();
    View out = outputs.getFirst();
    if (x.layout().shape().numel() == 0) {
      return;
    }
    Layout bases = Layouts.without(x.layout(), op.dim());
    Call call =
        new Call(
            launcher,
            kernels.of(x.dtype()),
            launcher.address(x),
            launcher.address(out),
            Strided.of(List.of(bases, Layouts.without(out.layout(), op.dim()))),
            bases.shape().numel(),
            Layouts.size(x.layout(), op.dim()),
            Layouts.stride(x.layout(), op.dim()),
            Layouts.stride(out.layout(), op.dim()));
    Layout line = Layout.of(Shape.of(call.length()), new long[] {call.xStride()}, 0);
    Team team = Team.of(bases, line);
    if (team.isAlone()) {
      launch(call, new Stage(team, PLAIN, call.length(), 0));
    } else {
      blocks(call, Types.wide(x.dtype()));
    }
  }

  /** Lines to run along. */
  private record Call(
      Launcher launcher,
      Kernel kernel,
      long x,
      long out,
      Strided bases,
      long lines,
      long length,
      long xStride,
      long outStride) {
    /** The running sums of {@code chunks} numbers per line, in their own place. */
    Call of(Kernel kernel, long totals, long chunks) {
      Layout dense = Layout.of(Shape.of(lines), new long[] {chunks}, 0);
      Strided places = Strided.of(List.of(dense, dense));
      return new Call(launcher, kernel, totals, totals, places, lines, chunks, 1, 1);
    }
  }

  /**
   * A launch.
   *
   * @param chunk elements of a part of a line
   * @param totals the sums of the parts, in modes that have them
   */
  private record Stage(Team team, int mode, long chunk, long totals) {}

  private void blocks(Call call, DType wide) {
    long chunk = Chunks.perBlock(call.lines(), call.length());
    long chunks = Math.ceilDiv(call.length(), chunk);
    if (chunks == 1) {
      launch(call, new Stage(team(chunk), PLAIN, chunk, 0));
      return;
    }
    try (Scratch totals = call.launcher().scratch(call.lines() * chunks * wide.byteSize())) {
      launch(call, new Stage(team(chunk), TOTALS_ONLY, chunk, totals.address()));
      Call sums = call.of(kernels.of(wide), totals.address(), chunks);
      launch(sums, new Stage(team(chunks), PLAIN, chunks, 0));
      launch(call, new Stage(team(chunk), CARRIED, chunk, totals.address()));
    }
  }

  /** A block per part, of as many warps as have something to do. */
  private static Team team(long length) {
    int threads = 32;
    while (threads < 256 && threads < length) {
      threads *= 2;
    }
    return Team.block(threads);
  }

  private static void launch(Call call, Stage stage) {
    long chunks = Math.ceilDiv(call.length(), stage.chunk());
    long totals = stage.mode() == PLAIN ? call.out() : stage.totals();
    call.launcher()
        .begin(call.kernel())
        .pointer(call.x())
        .pointer(call.out())
        .pointer(totals)
        .pointer(totals)
        .strided(call.bases())
        .i64(call.xStride())
        .i64(call.outStride())
        .i64(chunks)
        .i64(call.length())
        .i64(stage.chunk())
        .i64(chunks * call.lines())
        .i32(stage.team().perLine())
        .i32(stage.mode());
    stage.team().launch(call.launcher(), chunks * call.lines());
  }
}
