/**
 * The backend on NVIDIA GPUs, by JCuda and cuBLAS. Its natives are found on the class path only.
 */
module anabranch.cuda {
  requires transitive anabranch.engine;
  requires static org.jspecify;
  requires jcuda;
  requires jcublas;

  exports anabranch.cuda;

  provides anabranch.spi.BackendProvider with
      anabranch.cuda.CudaProvider;
}
