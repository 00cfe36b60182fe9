// The vocabulary of kernel.cuh on the CPU: what kernels are compiled against by g++. In, Out and Shared
// hold every access against what the launch may touch.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>

#include "kernel/accessor.h"
#include "kernel/entry.h"
#include "kernel/number.h"
#include "kernel/pack.h"
#include "kernel/shared.h"
#include "kernel/threads.h"

using std::isnan;

#define DEVICE inline
#define KERNEL(name, ...) EMULATED_KERNEL(name, emulation::Kind::PLAIN, 256, __VA_ARGS__)
#define BLOCK_KERNEL(name, ...) EMULATED_KERNEL(name, emulation::Kind::BLOCK, 1024, __VA_ARGS__)
