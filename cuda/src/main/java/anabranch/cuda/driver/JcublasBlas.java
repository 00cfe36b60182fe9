package anabranch.cuda.driver;

import anabranch.spi.Precision;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import jcuda.jcublas.JCublas2;
import jcuda.jcublas.cublasHandle;
import jcuda.runtime.cudaStream_t;

/** cuBLAS 12 by JCublas. */
final class JcublasBlas implements Blas {
  private static final int DEFAULT_ALGORITHM = -1;

  private final Precision precision;
  private final cublasHandle handle = new cublasHandle();
  private final Arena arena = Arena.ofShared();
  private final MemorySegment factors = arena.allocate(16, 8);
  private final HostPointer alpha = new HostPointer(factors.address());
  private final HostPointer beta = new HostPointer(factors.address() + 8);

  JcublasBlas(StreamHandle stream, Workspace workspace, Precision precision) {
    this.precision = precision;
    Status.checkBlas("cublasCreate", JCublas2.cublasCreate(handle));
    Status.checkBlas(
        "cublasSetStream", JCublas2.cublasSetStream(handle, new cudaStream_t(stream.jcuda())));
    // After the stream, which takes the workspace away.
    Status.checkBlas(
        "cublasSetWorkspace",
        JCublas2.cublasSetWorkspace(
            handle, new DevicePointer(workspace.address()), workspace.bytes()));
  }

  @Override
  public void gemm(Gemm gemm) {
    GemmTypes types = GemmTypes.of(gemm.dtype(), precision);
    types.put(factors, 0, gemm.alpha());
    types.put(factors, 8, gemm.beta());
    if (gemm.batch() == 1) {
      single(gemm, types);
    } else {
      batched(gemm, types);
    }
  }

  private void single(Gemm g, GemmTypes types) {
    Status.checkBlas(
        "cublasGemmEx",
        JCublas2.cublasGemmEx_new(
            handle,
            g.transposeA() ? 1 : 0,
            g.transposeB() ? 1 : 0,
            g.m(),
            g.n(),
            g.k(),
            alpha,
            new DevicePointer(g.a().address()),
            types.data(),
            g.a().leading(),
            new DevicePointer(g.b().address()),
            types.data(),
            g.b().leading(),
            beta,
            new DevicePointer(g.c().address()),
            types.data(),
            g.c().leading(),
            types.compute(),
            DEFAULT_ALGORITHM));
  }

  private void batched(Gemm g, GemmTypes types) {
    Status.checkBlas(
        "cublasGemmStridedBatchedEx",
        JCublas2.cublasGemmStridedBatchedEx_new(
            handle,
            g.transposeA() ? 1 : 0,
            g.transposeB() ? 1 : 0,
            g.m(),
            g.n(),
            g.k(),
            alpha,
            new DevicePointer(g.a().address()),
            types.data(),
            g.a().leading(),
            g.a().stride(),
            new DevicePointer(g.b().address()),
            types.data(),
            g.b().leading(),
            g.b().stride(),
            beta,
            new DevicePointer(g.c().address()),
            types.data(),
            g.c().leading(),
            g.c().stride(),
            g.batch(),
            types.compute(),
            DEFAULT_ALGORITHM));
  }

  @Override
  public void close() {
    try {
      Status.checkBlas("cublasDestroy", JCublas2.cublasDestroy(handle));
    } finally {
      arena.close();
    }
  }
}
