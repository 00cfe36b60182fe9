package anabranch.cuda.launch;

import anabranch.shape.DType;
import java.util.concurrent.ConcurrentHashMap;

/** The kernels that do one thing for elements of different types, found at their first use. */
final class KernelSet {
  private final Kernels kernels;
  private final String family;
  private final String stem;
  private final ConcurrentHashMap<DType, Kernel> found = new ConcurrentHashMap<>();

  /** Of the image {@code family}; the kernels' names start with {@code stem}. */
  KernelSet(Kernels kernels, String family, String stem) {
    this.kernels = kernels;
    this.family = family;
    this.stem = stem;
  }

  /** The kernel for {@code dtype}, as in {@code unary_f32}. */
  Kernel of(DType dtype) {
    Kernel kernel = found.get(dtype);
    return kernel != null ? kernel : find(dtype, Kernels.suffix(dtype));
  }

  /** The kernel that moves elements as large as those of {@code dtype}, as in {@code copy_4}. */
  Kernel ofSize(DType dtype) {
    Kernel kernel = found.get(dtype);
    return kernel != null ? kernel : find(dtype, String.valueOf(dtype.byteSize()));
  }

  private Kernel find(DType dtype, String suffix) {
    return found.computeIfAbsent(dtype, d -> kernels.kernel(family, stem + "_" + suffix));
  }
}
