// A cuBLAS handle and how it may be used.
#pragma once

#include <atomic>
#include <cstdint>

using cublasStatus = int;

namespace emulation {

constexpr cublasStatus BLAS_SUCCESS = 0;
constexpr cublasStatus BLAS_NOT_INITIALIZED = 1;
constexpr cublasStatus BLAS_INVALID_VALUE = 7;
constexpr cublasStatus BLAS_EXECUTION_FAILED = 13;
constexpr cublasStatus BLAS_NOT_SUPPORTED = 15;

struct BlasHandle {
  uint64_t stream = 0;
  int pointerMode = 0;
  int mathMode = 0;
  int atomicsMode = 0;
  int multiprocessors = 0;
  uint64_t workspace = 0;
  uint64_t workspaceBytes = 0;
  bool workspaceLost = false;  // by cublasSetStream, which goes back to the library's own
  std::atomic<int> users = 0;
};

// A call that uses a handle; reports when another thread is in one with the same.
class Use {
 public:
  Use(BlasHandle* handle, const char* call);
  ~Use();
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;

 private:
  BlasHandle* handle_;
};

}  // namespace emulation

#define API extern "C" __attribute__((visibility("default")))
