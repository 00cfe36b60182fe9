package anabranch.cuda.driver;

/** cuBLAS on one stream. */
public interface Blas extends AutoCloseable {
  /** Enqueues a product. The caller's context is bound and the stream's lock is held. */
  void gemm(Gemm gemm);

  /** Which library this is, for people. */
  String description();

  @Override
  void close();
}
