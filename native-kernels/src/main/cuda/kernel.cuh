// What every kernel file includes: the same source is compiled by nvcc for the device and by g++ for
// the emulator, where In, Out and Shared are accessors that check each access.
//
//   KERNEL(name, In<float> x, Out<float> y, int64_t n) { ... }         threads know nothing of each other
//   BLOCK_KERNEL(name, ...) { SHARED(float, tile, 256); __syncthreads(); shuffleDown(v, 1); ... }
//
// Parameters are plain values: In, Out, integers, floating-point numbers, and trivially copyable structs
// such as Strided. A kernel takes pointers only as In and Out, reads only In (an Out may be read
// back too), and indexes them by the element; offsets may be negative. An In and an Out may be the same
// memory, element for element, so neither is marked restrict.
#pragma once

#include <stdint.h>

#ifdef __CUDACC__
#include "device.cuh"
// Before a loop that the compiler is to leave as it is: images are kept small.
#define ROLLED _Pragma("unroll 1")
// Before a function that is long and used often: one copy per image.
#define OUTLINE inline __device__ __noinline__
#else
#include "emulation.h"
#define ROLLED
#define OUTLINE inline
#endif

#include "number.cuh"
#include "index.cuh"
#include "fault.cuh"
