package anabranch.cuda.driver;

import static anabranch.cuda.driver.Foreign.INT;
import static anabranch.cuda.driver.Foreign.LONG;

import anabranch.spi.Precision;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** cuBLAS 12 or 13 by the JDK's foreign calls. */
final class ForeignBlas implements Blas {
  private static final int DEFAULT_ALGORITHM = -1;

  private static final SymbolLookup LIBRARY = CublasLibrary.chosen().open();
  private static final MethodHandle CREATE = bind("cublasCreate_v2", LONG);
  private static final MethodHandle DESTROY = bind("cublasDestroy_v2", LONG);
  private static final MethodHandle SET_STREAM = bind("cublasSetStream_v2", LONG, LONG);
  private static final MethodHandle SET_WORKSPACE = bind("cublasSetWorkspace_v2", LONG, LONG, LONG);
  private static final MethodHandle GEMM =
      bind(
          "cublasGemmEx",
          LONG,
          INT,
          INT,
          INT,
          INT,
          INT,
          LONG,
          LONG,
          INT,
          INT,
          LONG,
          INT,
          INT,
          LONG,
          LONG,
          INT,
          INT,
          INT,
          INT);
  private static final MethodHandle GEMM_BATCHED =
      bind(
          "cublasGemmStridedBatchedEx",
          LONG,
          INT,
          INT,
          INT,
          INT,
          INT,
          LONG,
          LONG,
          INT,
          INT,
          LONG,
          LONG,
          INT,
          INT,
          LONG,
          LONG,
          LONG,
          INT,
          INT,
          LONG,
          INT,
          INT,
          INT);

  private final Precision precision;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment factors = arena.allocate(16, 8);
  private final long alpha = factors.address();
  private final long beta = factors.address() + 8;
  private final long handle;

  ForeignBlas(StreamHandle stream, Workspace workspace, Precision precision) {
    this.precision = precision;
    try {
      Status.checkBlas("cublasCreate", (int) CREATE.invokeExact(factors.address()));
      this.handle = factors.get(ValueLayout.JAVA_LONG, 0);
      Status.checkBlas("cublasSetStream", (int) SET_STREAM.invokeExact(handle, stream.address()));
      // After the stream, which takes the workspace away.
      Status.checkBlas(
          "cublasSetWorkspace",
          (int) SET_WORKSPACE.invokeExact(handle, workspace.address(), workspace.bytes()));
    } catch (CudaException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  private static MethodHandle bind(String name, MemoryLayout... parameters) {
    return Foreign.bind(LIBRARY, name, parameters);
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
    int status;
    try {
      status =
          (int)
              GEMM.invokeExact(
                  handle,
                  g.transposeA() ? 1 : 0,
                  g.transposeB() ? 1 : 0,
                  g.m(),
                  g.n(),
                  g.k(),
                  alpha,
                  g.a().address(),
                  types.data(),
                  g.a().leading(),
                  g.b().address(),
                  types.data(),
                  g.b().leading(),
                  beta,
                  g.c().address(),
                  types.data(),
                  g.c().leading(),
                  types.compute(),
                  DEFAULT_ALGORITHM);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    Status.checkBlas("cublasGemmEx", status);
  }

  private void batched(Gemm g, GemmTypes types) {
    int status;
    try {
      status =
          (int)
              GEMM_BATCHED.invokeExact(
                  handle,
                  g.transposeA() ? 1 : 0,
                  g.transposeB() ? 1 : 0,
                  g.m(),
                  g.n(),
                  g.k(),
                  alpha,
                  g.a().address(),
                  types.data(),
                  g.a().leading(),
                  g.a().stride(),
                  g.b().address(),
                  types.data(),
                  g.b().leading(),
                  g.b().stride(),
                  beta,
                  g.c().address(),
                  types.data(),
                  g.c().leading(),
                  g.c().stride(),
                  g.batch(),
                  types.compute(),
                  DEFAULT_ALGORITHM);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    Status.checkBlas("cublasGemmStridedBatchedEx", status);
  }

  @Override
  public void close() {
    int status;
    try {
      status = (int) DESTROY.invokeExact(handle);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    } finally {
      arena.close();
    }
    Status.checkBlas("cublasDestroy", status);
  }
}
