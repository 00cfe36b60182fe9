#include "handle.h"

#include <string>

#include "../driver/api/gemm.h"


extern "C" int cuCtxGetCurrent(uint64_t* context);

namespace emulation {

Use::Use(BlasHandle* handle, const char* call) : handle_(handle) {
  if (handle_->users.fetch_add(1) > 0) {
    anabranchEmulatorReport((std::string("one cuBLAS handle in two threads at once: ") + call).c_str());
  }
}

Use::~Use() { handle_->users.fetch_sub(1); }

}  // namespace emulation

using namespace emulation;

API cublasStatus cublasCreate_v2(BlasHandle** handle) {
  uint64_t context = 0;
  if (cuCtxGetCurrent(&context) != 0 || context == 0) return BLAS_NOT_INITIALIZED;
  *handle = new BlasHandle;
  return BLAS_SUCCESS;
}

API cublasStatus cublasDestroy_v2(BlasHandle* handle) {
  if (handle == nullptr) return BLAS_NOT_INITIALIZED;
  delete handle;
  return BLAS_SUCCESS;
}

API cublasStatus cublasSetStream_v2(BlasHandle* handle, uint64_t stream) {
  if (handle == nullptr) return BLAS_NOT_INITIALIZED;
  Use use(handle, "cublasSetStream");
  handle->stream = stream;
  handle->workspaceLost = handle->workspaceLost || handle->workspace != 0;
  handle->workspace = 0;
  handle->workspaceBytes = 0;
  return BLAS_SUCCESS;
}

API cublasStatus cublasGetStream_v2(BlasHandle* handle, uint64_t* stream) {
  if (handle == nullptr) return BLAS_NOT_INITIALIZED;
  *stream = handle->stream;
  return BLAS_SUCCESS;
}

API cublasStatus cublasSetWorkspace_v2(BlasHandle* handle, uint64_t workspace, size_t bytes) {
  if (handle == nullptr) return BLAS_NOT_INITIALIZED;
  if (workspace % 256 != 0) return BLAS_INVALID_VALUE;
  Use use(handle, "cublasSetWorkspace");
  handle->workspace = bytes == 0 ? 0 : workspace;
  handle->workspaceBytes = bytes;
  handle->workspaceLost = false;
  return BLAS_SUCCESS;
}

API cublasStatus cublasSetPointerMode_v2(BlasHandle* handle, int mode) {
  if (handle == nullptr) return BLAS_NOT_INITIALIZED;
  if (mode != 0) return BLAS_NOT_SUPPORTED;
  handle->pointerMode = mode;
  return BLAS_SUCCESS;
}

API cublasStatus cublasGetPointerMode_v2(BlasHandle* handle, int* mode) {
  if (handle == nullptr) return BLAS_NOT_INITIALIZED;
  *mode = handle->pointerMode;
  return BLAS_SUCCESS;
}

API cublasStatus cublasSetMathMode(BlasHandle* handle, int mode) {
  if (handle == nullptr) return BLAS_NOT_INITIALIZED;
  Use use(handle, "cublasSetMathMode");
  handle->mathMode = mode;
  return BLAS_SUCCESS;
}

API cublasStatus cublasGetMathMode(BlasHandle* handle, int* mode) {
  if (handle == nullptr) return BLAS_NOT_INITIALIZED;
  *mode = handle->mathMode;
  return BLAS_SUCCESS;
}

API cublasStatus cublasSetAtomicsMode(BlasHandle* handle, int mode) {
  if (handle == nullptr) return BLAS_NOT_INITIALIZED;
  handle->atomicsMode = mode;
  return BLAS_SUCCESS;
}

API cublasStatus cublasGetAtomicsMode(BlasHandle* handle, int* mode) {
  if (handle == nullptr) return BLAS_NOT_INITIALIZED;
  *mode = handle->atomicsMode;
  return BLAS_SUCCESS;
}

API cublasStatus cublasSetSmCountTarget(BlasHandle* handle, int count) {
  if (handle == nullptr) return BLAS_NOT_INITIALIZED;
  handle->multiprocessors = count;
  return BLAS_SUCCESS;
}

API cublasStatus cublasGetSmCountTarget(BlasHandle* handle, int* count) {
  if (handle == nullptr) return BLAS_NOT_INITIALIZED;
  *count = handle->multiprocessors;
  return BLAS_SUCCESS;
}

#ifndef EMULATED_CUBLAS_MAJOR
#define EMULATED_CUBLAS_MAJOR 12
#endif

API cublasStatus cublasGetVersion_v2(BlasHandle*, int* version) {
  *version = EMULATED_CUBLAS_MAJOR * 10000 + 604;
  return BLAS_SUCCESS;
}

API cublasStatus cublasGetProperty(int type, int* value) {
  constexpr int PROPERTIES[] = {EMULATED_CUBLAS_MAJOR, 6, 4};
  if (type < 0 || type > 2) return BLAS_INVALID_VALUE;
  *value = PROPERTIES[type];
  return BLAS_SUCCESS;
}

API size_t cublasGetCudartVersion() { return EMULATED_CUBLAS_MAJOR * 1000 + 60; }

API const char* cublasGetStatusName(cublasStatus status) {
  switch (status) {
    case BLAS_SUCCESS: return "CUBLAS_STATUS_SUCCESS";
    case BLAS_NOT_INITIALIZED: return "CUBLAS_STATUS_NOT_INITIALIZED";
    case BLAS_INVALID_VALUE: return "CUBLAS_STATUS_INVALID_VALUE";
    case BLAS_EXECUTION_FAILED: return "CUBLAS_STATUS_EXECUTION_FAILED";
    case BLAS_NOT_SUPPORTED: return "CUBLAS_STATUS_NOT_SUPPORTED";
    default: return "CUBLAS_STATUS_UNKNOWN";
  }
}

API const char* cublasGetStatusString(cublasStatus status) { return cublasGetStatusName(status); }
