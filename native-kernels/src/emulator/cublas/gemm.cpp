// The products of cuBLAS.
#include "../driver/api/gemm.h"

#include <cstring>

#include "handle.h"

using namespace emulation;

namespace {

// By their numbers in the ABI (cublasComputeType_t, cublasMath_t).
enum Compute { COMPUTE_32F = 68, COMPUTE_32F_PEDANTIC = 69, COMPUTE_64F = 70, COMPUTE_64F_PEDANTIC = 71,
               COMPUTE_32F_FAST_16BF = 75, COMPUTE_32F_FAST_TF32 = 77 };
constexpr int TF32_TENSOR_OP_MATH = 3;

struct Arguments {
  int transposeA, transposeB;
  int64_t m, n, k;
  const void* alpha;
  const void* beta;
  GemmMatrix a, b, c;
  int typeA, typeB, typeC;
  int64_t batch;
  int compute;
};

bool isType(int type) {
  return type == int(Number::F32) || type == int(Number::F64) || type == int(Number::F16) || type == int(Number::BF16);
}

bool supports(const Arguments& g) {
  const bool wide = g.compute == COMPUTE_64F || g.compute == COMPUTE_64F_PEDANTIC;
  const bool narrow = g.compute == COMPUTE_32F || g.compute == COMPUTE_32F_PEDANTIC ||
                      g.compute == COMPUTE_32F_FAST_16BF || g.compute == COMPUTE_32F_FAST_TF32;
  const bool isWide = g.typeA == int(Number::F64);
  return isType(g.typeA) && g.typeA == g.typeB && (g.typeC == g.typeA || (!isWide && g.typeC == int(Number::F32))) &&
         (isWide ? wide : narrow);
}

bool isValid(const Arguments& g) {
  auto op = [](int x) { return x >= 0 && x <= 2; };
  auto fits = [](const GemmMatrix& matrix, int64_t rows) { return matrix.leading >= (rows > 1 ? rows : 1); };
  return op(g.transposeA) && op(g.transposeB) && g.m >= 0 && g.n >= 0 && g.k >= 0 && g.batch >= 0 &&
         fits(g.a, g.transposeA ? g.k : g.m) && fits(g.b, g.transposeB ? g.n : g.k) && fits(g.c, g.m) &&
         g.alpha != nullptr && g.beta != nullptr;
}

double scalar(const void* at, int compute) {
  if (compute == COMPUTE_64F || compute == COMPUTE_64F_PEDANTIC) {
    double value;
    std::memcpy(&value, at, sizeof value);
    return value;
  }
  float value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

Rounding rounding(const Arguments& g, const BlasHandle& handle) {
  if (g.typeA != int(Number::F32)) return Rounding::NONE;
  if (g.compute == COMPUTE_32F_FAST_16BF) return Rounding::BF16;
  const bool tensor = g.compute == COMPUTE_32F_FAST_TF32 ||
                      (g.compute == COMPUTE_32F && handle.mathMode == TF32_TENSOR_OP_MATH);
  return tensor ? Rounding::TF32 : Rounding::NONE;
}

cublasStatus run(const char* name, BlasHandle* handle, const Arguments& g) {
  if (handle == nullptr) return BLAS_NOT_INITIALIZED;
  Use use(handle, name);
  if (!isValid(g)) return BLAS_INVALID_VALUE;
  if (!supports(g)) return BLAS_NOT_SUPPORTED;
  if (handle->workspaceLost) {
    anabranchEmulatorReport("cublasSetStream after cublasSetWorkspace: the handle works without the workspace it was given");
    handle->workspaceLost = false;
  }
  GemmCall call{handle->stream, Number(g.typeA), Number(g.typeC), rounding(g, *handle), g.transposeA != 0,
                g.transposeB != 0, g.m, g.n, g.k, scalar(g.alpha, g.compute), scalar(g.beta, g.compute), g.a, g.b, g.c,
                g.batch, handle->workspace, handle->workspaceBytes};
  return anabranchEmulatorGemm(&call) == 0 ? BLAS_SUCCESS : BLAS_EXECUTION_FAILED;
}

constexpr int F32 = int(Number::F32);
constexpr int F64 = int(Number::F64);

}  // namespace

API cublasStatus cublasSgemm_v2(BlasHandle* handle, int ta, int tb, int m, int n, int k, const float* alpha, uint64_t a,
                                int lda, uint64_t b, int ldb, const float* beta, uint64_t c, int ldc) {
  return run("cublasSgemm", handle, {ta, tb, m, n, k, alpha, beta, {a, lda, 0}, {b, ldb, 0}, {c, ldc, 0}, F32, F32, F32,
                                     1, COMPUTE_32F});
}

API cublasStatus cublasDgemm_v2(BlasHandle* handle, int ta, int tb, int m, int n, int k, const double* alpha, uint64_t a,
                                int lda, uint64_t b, int ldb, const double* beta, uint64_t c, int ldc) {
  return run("cublasDgemm", handle, {ta, tb, m, n, k, alpha, beta, {a, lda, 0}, {b, ldb, 0}, {c, ldc, 0}, F64, F64, F64,
                                     1, COMPUTE_64F});
}

API cublasStatus cublasSgemmStridedBatched(BlasHandle* handle, int ta, int tb, int m, int n, int k, const float* alpha,
                                           uint64_t a, int lda, long long strideA, uint64_t b, int ldb,
                                           long long strideB, const float* beta, uint64_t c, int ldc,
                                           long long strideC, int batch) {
  return run("cublasSgemmStridedBatched", handle,
             {ta, tb, m, n, k, alpha, beta, {a, lda, strideA}, {b, ldb, strideB}, {c, ldc, strideC}, F32, F32, F32,
              batch, COMPUTE_32F});
}

API cublasStatus cublasDgemmStridedBatched(BlasHandle* handle, int ta, int tb, int m, int n, int k, const double* alpha,
                                           uint64_t a, int lda, long long strideA, uint64_t b, int ldb,
                                           long long strideB, const double* beta, uint64_t c, int ldc,
                                           long long strideC, int batch) {
  return run("cublasDgemmStridedBatched", handle,
             {ta, tb, m, n, k, alpha, beta, {a, lda, strideA}, {b, ldb, strideB}, {c, ldc, strideC}, F64, F64, F64,
              batch, COMPUTE_64F});
}

API cublasStatus cublasGemmEx(BlasHandle* handle, int ta, int tb, int m, int n, int k, const void* alpha, uint64_t a,
                              int typeA, int lda, uint64_t b, int typeB, int ldb, const void* beta, uint64_t c,
                              int typeC, int ldc, int compute, int) {
  return run("cublasGemmEx", handle, {ta, tb, m, n, k, alpha, beta, {a, lda, 0}, {b, ldb, 0}, {c, ldc, 0}, typeA, typeB,
                                      typeC, 1, compute});
}

API cublasStatus cublasGemmStridedBatchedEx(BlasHandle* handle, int ta, int tb, int m, int n, int k, const void* alpha,
                                            uint64_t a, int typeA, int lda, long long strideA, uint64_t b, int typeB,
                                            int ldb, long long strideB, const void* beta, uint64_t c, int typeC,
                                            int ldc, long long strideC, int batch, int compute, int) {
  return run("cublasGemmStridedBatchedEx", handle,
             {ta, tb, m, n, k, alpha, beta, {a, lda, strideA}, {b, ldb, strideB}, {c, ldc, strideC}, typeA, typeB,
              typeC, batch, compute});
}
