package anabranch.cuda;

import anabranch.cuda.driver.Blas;
import anabranch.cuda.driver.Direct;
import anabranch.cuda.driver.Gemm;
import anabranch.cuda.driver.StreamHandle;
import anabranch.cuda.driver.Workspace;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** One stream's cuBLAS, with a workspace of its own, made at the first product. */
final class Products {
  private final CudaDevice device;
  private final StreamHandle stream;
  private final MemorySegment answer;
  private @Nullable Blas blas;
  private long workspace;

  /** {@code answer} is eight bytes for the driver to write into. */
  Products(CudaDevice device, StreamHandle stream, MemorySegment answer) {
    this.device = device;
    this.stream = stream;
    this.answer = answer;
  }

  void gemm(Gemm gemm) {
    Blas known = blas;
    if (known == null) {
      known = open();
      blas = known;
    }
    known.gemm(gemm);
  }

  private Blas open() {
    long bytes = Workspace.bytes(device.capability());
    if (workspace == 0) {
      workspace = Direct.allocate(answer, bytes, stream.address());
    }
    return device.cublas().open(stream, new Workspace(workspace, bytes), device.precision());
  }

  void close() {
    if (blas != null) {
      blas.close();
      blas = null;
    }
    if (workspace != 0) {
      Direct.free(workspace, stream.address());
      workspace = 0;
    }
  }
}
