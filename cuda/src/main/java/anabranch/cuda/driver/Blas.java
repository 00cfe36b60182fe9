package anabranch.cuda.driver;

/** cuBLAS on one stream. The stream's lock is held and its context bound at each call. */
public interface Blas extends AutoCloseable {
  /** Enqueues a product. */
  void gemm(Gemm gemm);

  @Override
  void close();
}
