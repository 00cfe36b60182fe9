// What the emulated cuBLAS asks of the emulated driver.
#pragma once

#include <cstdint>

#include "../abi.h"

namespace emulation {

// Types by their numbers in the ABI (cudaDataType).
enum class Number : int { F32 = 0, F64 = 1, F16 = 2, BF16 = 14 };

// To what the elements of A and B are rounded before they are multiplied.
enum class Rounding : int { NONE, TF32, BF16 };

struct GemmMatrix {
  uint64_t address;
  int64_t leading;
  int64_t stride;
};

// C = alpha op(A) op(B) + beta C, column-major, `batch` times; 64-bit floats are computed as such,
// everything else in 32 bits.
struct GemmCall {
  Handle stream;
  Number inputs;
  Number output;
  Rounding rounding;
  bool transposeA;
  bool transposeB;
  int64_t m;
  int64_t n;
  int64_t k;
  double alpha;
  double beta;
  GemmMatrix a;
  GemmMatrix b;
  GemmMatrix c;
  int64_t batch;
  uint64_t workspace;  // 0: none
  uint64_t workspaceBytes;
};

}  // namespace emulation

extern "C" CUresult anabranchEmulatorGemm(const emulation::GemmCall* call);
extern "C" void anabranchEmulatorReport(const char* text);
