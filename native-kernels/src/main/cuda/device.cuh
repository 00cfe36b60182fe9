// The vocabulary of kernel.cuh on a real device: pointers are pointers.
#pragma once

#include <math.h>

#define DEVICE __device__ __forceinline__
#define KERNEL(name, ...) extern "C" __global__ void __launch_bounds__(256) name(__VA_ARGS__)
#define BLOCK_KERNEL(name, ...) extern "C" __global__ void __launch_bounds__(1024) name(__VA_ARGS__)
#define SHARED(type, name, count) __shared__ type name[count]

template <class T> using In = const T*;
template <class T> using Out = T*;
template <class T> using Shared = T*;

template <class U, class T> DEVICE Out<U> reinterpretOut(Out<T> p) {
  return reinterpret_cast<U*>(p);
}

constexpr int WARP = 32;

template <class T> DEVICE T shuffleDown(T value, int delta) {
  return __shfl_down_sync(0xffffffffu, value, delta);
}

template <class T> DEVICE T shuffleXor(T value, int mask) {
  return __shfl_xor_sync(0xffffffffu, value, mask);
}

// N elements from index i, which is a multiple of N, of memory aligned to N elements: one load.
template <int N, class T> struct alignas(sizeof(T) * N) Pack {
  T at[N];
};

template <int N, class T> DEVICE Pack<N, T> loadPack(In<T> p, int64_t i) {
  return *reinterpret_cast<const Pack<N, T>*>(p + i);
}

template <int N, class T> DEVICE void storePack(Out<T> p, int64_t i, const Pack<N, T>& pack) {
  *reinterpret_cast<Pack<N, T>*>(p + i) = pack;
}

// Sets *p to value if it is expected; returns what it was.
DEVICE int32_t compareAndSwap(Out<int32_t> p, int32_t expected, int32_t value) {
  return atomicCAS(p, expected, value);
}

// Products and sums that are rounded each for itself, never contracted to one.
DEVICE float mulRounded(float a, float b) { return __fmul_rn(a, b); }
DEVICE double mulRounded(double a, double b) { return __dmul_rn(a, b); }

DEVICE uint32_t mulHigh(uint32_t a, uint32_t b) { return __umulhi(a, b); }
DEVICE uint32_t bitsOf(float x) { return __float_as_uint(x); }
DEVICE float floatOf(uint32_t bits) { return __uint_as_float(bits); }

DEVICE float halfToFloat(uint16_t bits) {
  float x;
  asm("{cvt.f32.f16 %0, %1;}" : "=f"(x) : "h"(bits));
  return x;
}

DEVICE uint16_t floatToHalf(float x) {
  uint16_t bits;
  asm("{cvt.rn.f16.f32 %0, %1;}" : "=h"(bits) : "f"(x));
  return bits;
}
