// The names of results.
#include <array>
#include <string_view>

#include "call.h"

using namespace emulation;

namespace {

struct Named {
  CUresult code;
  const char* name;
  const char* text;
};

constexpr std::array NAMES = {
    Named{0, "CUDA_SUCCESS", "no error"},
    Named{1, "CUDA_ERROR_INVALID_VALUE", "invalid argument"},
    Named{2, "CUDA_ERROR_OUT_OF_MEMORY", "out of memory"},
    Named{3, "CUDA_ERROR_NOT_INITIALIZED", "initialization error"},
    Named{4, "CUDA_ERROR_DEINITIALIZED", "driver shutting down"},
    Named{34, "CUDA_ERROR_STUB_LIBRARY", "CUDA driver is a stub library"},
    Named{46, "CUDA_ERROR_DEVICE_UNAVAILABLE", "CUDA-capable device(s) is/are busy or unavailable"},
    Named{100, "CUDA_ERROR_NO_DEVICE", "no CUDA-capable device is detected"},
    Named{101, "CUDA_ERROR_INVALID_DEVICE", "invalid device ordinal"},
    Named{200, "CUDA_ERROR_INVALID_IMAGE", "device kernel image is invalid"},
    Named{201, "CUDA_ERROR_INVALID_CONTEXT", "invalid device context"},
    Named{209, "CUDA_ERROR_NO_BINARY_FOR_GPU", "no kernel image is available for execution on the device"},
    Named{214, "CUDA_ERROR_ECC_UNCORRECTABLE", "uncorrectable ECC error encountered"},
    Named{217, "CUDA_ERROR_PEER_ACCESS_UNSUPPORTED", "peer access is not supported between these two devices"},
    Named{218, "CUDA_ERROR_INVALID_PTX", "a PTX JIT compilation failed"},
    Named{221, "CUDA_ERROR_JIT_COMPILER_NOT_FOUND", "PTX JIT compiler library not found"},
    Named{222, "CUDA_ERROR_UNSUPPORTED_PTX_VERSION", "the provided PTX was compiled with an unsupported toolchain."},
    Named{304, "CUDA_ERROR_OPERATING_SYSTEM", "OS call failed or operation not supported on this OS"},
    Named{400, "CUDA_ERROR_INVALID_HANDLE", "invalid resource handle"},
    Named{500, "CUDA_ERROR_NOT_FOUND", "named symbol not found"},
    Named{600, "CUDA_ERROR_NOT_READY", "device not ready"},
    Named{700, "CUDA_ERROR_ILLEGAL_ADDRESS", "an illegal memory access was encountered"},
    Named{701, "CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES", "too many resources requested for launch"},
    Named{702, "CUDA_ERROR_LAUNCH_TIMEOUT", "the launch timed out and was terminated"},
    Named{704, "CUDA_ERROR_PEER_ACCESS_ALREADY_ENABLED", "peer access is already enabled"},
    Named{705, "CUDA_ERROR_PEER_ACCESS_NOT_ENABLED", "peer access has not been enabled"},
    Named{708, "CUDA_ERROR_PRIMARY_CONTEXT_ACTIVE", "cannot set while device is active in this process"},
    Named{709, "CUDA_ERROR_CONTEXT_IS_DESTROYED", "context is destroyed"},
    Named{710, "CUDA_ERROR_ASSERT", "device-side assert triggered"},
    Named{712, "CUDA_ERROR_HOST_MEMORY_ALREADY_REGISTERED", "part or all of the requested memory range is already mapped"},
    Named{713, "CUDA_ERROR_HOST_MEMORY_NOT_REGISTERED", "pointer does not correspond to a registered memory region"},
    Named{715, "CUDA_ERROR_ILLEGAL_INSTRUCTION", "an illegal instruction was encountered"},
    Named{716, "CUDA_ERROR_MISALIGNED_ADDRESS", "misaligned address"},
    Named{719, "CUDA_ERROR_LAUNCH_FAILED", "unspecified launch failure"},
    Named{800, "CUDA_ERROR_NOT_PERMITTED", "operation not permitted"},
    Named{801, "CUDA_ERROR_NOT_SUPPORTED", "operation not supported"},
    Named{802, "CUDA_ERROR_SYSTEM_NOT_READY", "system not yet initialized"},
    Named{803, "CUDA_ERROR_SYSTEM_DRIVER_MISMATCH", "system has unsupported display driver / cuda driver combination"},
    Named{999, "CUDA_ERROR_UNKNOWN", "unknown error"},
};

CUresult find(CUresult code, const char** text, const char* Named::*field) {
  for (const Named& named : NAMES) {
    if (named.code == code) {
      *text = named.*field;
      return SUCCESS;
    }
  }
  *text = nullptr;
  return INVALID_VALUE;
}

}  // namespace

API CUresult cuGetErrorName(CUresult code, const char** text) { return find(code, text, &Named::name); }

API CUresult cuGetErrorString(CUresult code, const char** text) { return find(code, text, &Named::text); }
