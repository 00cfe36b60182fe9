package anabranch.cuda.launch;

import anabranch.op.Op;
import anabranch.shape.DType;
import anabranch.shape.Layout;
import anabranch.shape.ShapeException;
import anabranch.spi.View;
import java.util.List;

/** Sorting and the k greatest. */
final class SortKernels {
  /** Elements that a block sorts, as in sort.cu. */
  private static final int TILE = 1024;

  /** The most memory in between, unless one line needs more. */
  private static final long WORKSPACE = 256L << 20;

  private final KernelSet tiles;
  private final KernelSet finish;
  private final KernelSet merge;

  SortKernels(Kernels kernels) {
    tiles = new KernelSet(kernels, "sort", "sort_tile");
    finish = new KernelSet(kernels, "sort", "sort_finish");
    merge = new KernelSet(kernels, "sort", "sort_merge");
  }

  void run(Launcher launcher, Op.Sort op, List<View> outputs, List<View> inputs) {
    long length = Layouts.size(inputs.getFirst().layout(), op.dim());
    sort(launcher, op, op.dim(), op.descending(), length, outputs, inputs.getFirst());
  }

  void run(Launcher launcher, Op.TopK op, List<View> outputs, List<View> inputs) {
    sort(launcher, op, op.dim(), op.largest(), op.k(), outputs, inputs.getFirst());
  }

  private void sort(
      Launcher launcher,
      Op op,
      int dim,
      boolean descending,
      long keep,
      List<View> outputs,
      View x) {
    Layout lines = Layouts.without(x.layout(), dim);
    long length = Layouts.size(x.layout(), dim);
    if (length > Integer.MAX_VALUE) {
      throw new ShapeException(
          "%s: the CUDA backend orders at most %,d elements, got %,d"
              .formatted(op.opName(), Integer.MAX_VALUE, length));
    }
    if (lines.shape().numel() == 0 || keep == 0) {
      return;
    }
    Call call =
        new Call(launcher, dim, descending, length, keep, x, outputs.get(0), outputs.get(1));
    if (length <= TILE) {
      int width = Math.max(Integer.highestOneBit(2 * (int) length - 1), 2);
      long unused = launcher.address(x);
      tile(call, 0, lines.shape().numel(), width, unused, unused);
    } else {
      merged(call, lines.shape().numel());
    }
  }

  /** The first {@code keep} of each line's elements, in order, and their indices. */
  private record Call(
      Launcher launcher,
      int dim,
      boolean descending,
      long length,
      long keep,
      View x,
      View values,
      View indices) {
    Layout lines(View of) {
      return Layouts.without(of.layout(), dim);
    }

    long stride(View of) {
      return Layouts.stride(of.layout(), dim);
    }

    long tiles() {
      return Math.ceilDiv(length, (long) TILE);
    }

    /** Items of a line's sorted tiles that matter: later there are never more. */
    long items() {
      return tiles() * run();
    }

    /** Items of a sorted tile that matter. */
    long run() {
      return Math.min(keep, TILE);
    }
  }

  /** A type of the size that {@code type}'s keys have, as in key.cuh. */
  private static DType keyType(DType type) {
    return type.byteSize() == 8 ? DType.I64 : DType.I32;
  }

  /** Bytes of a key with its index. */
  private static int itemBytes(DType type) {
    return type.byteSize() == 8 ? 16 : 8;
  }

  /** As many lines at a time as the memory in between allows. */
  private void merged(Call call, long lines) {
    DType type = call.x().dtype();
    long runs = call.items() * itemBytes(type);
    long perLine = 2 * runs + call.length() * type.byteSize();
    long atOnce = Math.max(Math.min(WORKSPACE / perLine, lines), 1);
    try (Scratch from = call.launcher().scratch(atOnce * runs);
        Scratch to = call.launcher().scratch(atOnce * runs);
        Scratch raw = call.launcher().scratch(atOnce * call.length() * type.byteSize())) {
      for (long line = 0; line < lines; line += atOnce) {
        long count = Math.min(atOnce, lines - line);
        tile(call, line, count, TILE, from.address(), raw.address());
        long sorted = merge(call, count, from.address(), to.address());
        finish(call, line, count, sorted, raw.address());
      }
    }
  }

  private void tile(Call call, long firstLine, long lines, int width, long sorted, long raw) {
    View x = call.x();
    long tileCount = Math.ceilDiv(call.length(), (long) width);
    call.launcher()
        .begin(tiles.ofSize(x.dtype()))
        .pointer(x)
        .pointer(call.values())
        .pointer(call.indices())
        .pointer(sorted)
        .pointer(raw)
        .strided(
            Strided.of(
                List.of(call.lines(x), call.lines(call.values()), call.lines(call.indices()))))
        .i64(call.stride(x))
        .i64(call.stride(call.values()))
        .i64(call.stride(call.indices()))
        .i64(firstLine)
        .i64(call.length())
        .i64(tileCount)
        .i64(call.keep())
        .i32(width)
        .i32(Types.code(x.dtype()))
        .i32(call.descending() ? 1 : 0)
        .launch(lines * tileCount, Math.max(width / 2, 32));
  }

  /** Merges runs until there is one per line; returns where they are. */
  private long merge(Call call, long lines, long from, long to) {
    long source = from;
    long target = to;
    long width = call.run();
    long last = Math.min(call.length() - (call.tiles() - 1) * TILE, width);
    for (long runs = call.tiles(); runs > 1; runs = Math.ceilDiv(runs, 2L)) {
      long kept = Math.min(2 * width, call.keep());
      call.launcher()
          .begin(merge.ofSize(keyType(call.x().dtype())))
          .pointer(source)
          .pointer(target)
          .i64(lines)
          .i64(call.items())
          .i64(runs)
          .i64(width)
          .i64(last)
          .i64(kept)
          .launchOver(lines * ((runs - 1) * width + last));
      last = runs % 2 == 0 ? Math.min(width + last, kept) : last;
      width = kept;
      long swap = source;
      source = target;
      target = swap;
    }
    return source;
  }

  private void finish(Call call, long firstLine, long lines, long sorted, long raw) {
    call.launcher()
        .begin(finish.ofSize(call.x().dtype()))
        .pointer(sorted)
        .pointer(raw)
        .pointer(call.values())
        .pointer(call.indices())
        .strided(Strided.of(List.of(call.lines(call.values()), call.lines(call.indices()))))
        .i64(call.stride(call.values()))
        .i64(call.stride(call.indices()))
        .i64(firstLine)
        .i64(lines)
        .i64(call.items())
        .i64(call.length())
        .i64(call.keep())
        .launchOver(lines * call.keep());
  }
}
