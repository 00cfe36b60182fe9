package anabranch.cuda.launch;

import anabranch.op.Op;
import anabranch.shape.DType;
import anabranch.spi.View;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies between layouts and types. */
final class CopyKernels {
  private final KernelSet copy;
  private final KernelSet transpose;
  private final Map<DType, KernelSet> castFrom = new EnumMap<>(DType.class);

  CopyKernels(Kernels kernels) {
    copy = new KernelSet(kernels, "copy", "copy");
    transpose = new KernelSet(kernels, "copy", "transpose");
    for (DType from : DType.values()) {
      castFrom.put(from, new KernelSet(kernels, "cast", "cast_" + Kernels.suffix(from)));
    }
  }

  void run(Launcher launcher, Op.Copy op, List<View> outputs, List<View> inputs) {
    View out = outputs.getFirst();
    View x = inputs.getFirst();
    Pointwise over = Pointwise.over(launcher, out, x);
    if (over.numel() == 0) {
      return;
    }
    if (out.dtype() != x.dtype()) {
      Kernel cast = kernel(x.dtype(), out.dtype());
      over.launch(launcher.begin(cast).pointer(x).pointer(out));
      return;
    }
    @Nullable Transposition turned = Transposition.of(over.at());
    if (turned == null) {
      over.launch(launcher.begin(copy.ofSize(x.dtype())).pointer(x).pointer(out));
    } else {
      turned.launch(launcher.begin(transpose.ofSize(x.dtype())).pointer(x).pointer(out));
    }
  }

  private Kernel kernel(DType from, DType to) {
    KernelSet casts = castFrom.get(from);
    if (casts == null) {
      throw new IllegalStateException("no casts from " + from);
    }
    return casts.of(to);
  }
}
