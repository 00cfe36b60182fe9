package anabranch.cuda.launch;

import anabranch.shape.DType;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Kernels that do one thing, one per type of elements; each is asked for at its first use. */
final class PerType {
  private final Kernels kernels;
  private final String family;
  private final String stem;
  private final Function<DType, String> ending;
  private final AtomicReferenceArray<@Nullable Kernel> found =
      new AtomicReferenceArray<>(DType.values().length);

  /** The kernels {@code stem_f32} and so on of {@code family}. */
  PerType(Kernels kernels, String family, String stem) {
    this(kernels, family, stem, Kernels::suffix);
  }

  /** The kernels {@code stem_} with an ending for the type. */
  PerType(Kernels kernels, String family, String stem, Function<DType, String> ending) {
    this.kernels = kernels;
    this.family = family;
    this.stem = stem;
    this.ending = ending;
  }

  /** The ending of kernels that move elements without looking at them: their size in bits. */
  static String bits(DType type) {
    return Integer.toString(8 * type.byteSize());
  }

  Kernel of(DType type) {
    Kernel kernel = found.get(type.ordinal());
    if (kernel == null) {
      kernel = kernels.kernel(family, stem + "_" + ending.apply(type));
      found.set(type.ordinal(), kernel);
    }
    return kernel;
  }
}
