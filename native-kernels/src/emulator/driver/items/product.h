// Matrix products on the CPU.
#pragma once

#include "../api/gemm.h"

namespace emulation {

uint64_t widthOf(Number type);

void multiply(const GemmCall& call);

}  // namespace emulation
