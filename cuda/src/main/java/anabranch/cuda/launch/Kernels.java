package anabranch.cuda.launch;

import anabranch.shape.DType;
import java.util.Locale;

/** The kernels of one device. Images are loaded at the first use of one of their kernels. */
public interface Kernels {
  /**
   * The kernel {@code name} of the image {@code family}, which was made from {@code family}.cu. A
   * family asks once and keeps the answer.
   *
   * @throws IllegalStateException if there is no such image or kernel
   */
  Kernel kernel(String family, String name);

  /** The ending of kernels for {@code dtype}: {@code f32}, {@code b8}, as in number.cuh. */
  static String suffix(DType dtype) {
    return dtype == DType.BOOL ? "b8" : dtype.name().toLowerCase(Locale.ROOT);
  }
}
