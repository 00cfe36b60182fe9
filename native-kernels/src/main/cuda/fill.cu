// Constants and sequences.
#include "kernel.cuh"
#include "pointwise.cuh"
#include "raw.cuh"
#include "whole.cuh"
#include "cast.cuh"

template <class T>
DEVICE void fill(T value, Out<T> out, int64_t n, int32_t packed, const Strided<1>& at) {
  constexpr int W = PACK<T>;
  int64_t done = packedCount<W>(n, packed);
  eachPack<W>(done, [&](int64_t i) { storePack<W>(out, i, spread<W>(value)); });
  eachElement(at, done, n, [&](const int64_t(&offset)[1]) { out[offset[0]] = value; });
}

// The element of the bits `number` everywhere.
#define FILL(bytes, T)                                                                         \
  KERNEL(fill_##bytes, int64_t number, Out<T> out, int64_t n, int32_t packed, Strided<1> at) { \
    fill<T>(static_cast<T>(number), out, n, packed, at);                                       \
  }

FOR_SIZES(FILL)

// start + i * step, in 64 bits, each operation rounded for itself.
DEVICE double termOf(double start, double step, int64_t i) {
  return start + mulRounded(static_cast<double>(i), step);
}

DEVICE int64_t termOf(int64_t start, int64_t step, int64_t i) {
  return addWrapped(start, mulWrapped(i, step));
}

template <class T, class S>
DEVICE void arange(S start, S step, Out<T> out, int64_t n, int64_t stride) {
  for (int64_t i = globalThread(); i < n; i += globalThreads()) {
    out[i * stride] = castTo<T>(termOf(start, step, i));
  }
}

#define ARANGE_REAL(suffix, T)                                                                \
  KERNEL(arange_##suffix, double start, double step, Out<T> out, int64_t n, int64_t stride) { \
    arange(start, step, out, n, stride);                                                      \
  }

#define ARANGE_WHOLE(suffix, T)                                                                 \
  KERNEL(arange_##suffix, int64_t start, int64_t step, Out<T> out, int64_t n, int64_t stride) { \
    arange(start, step, out, n, stride);                                                        \
  }

FOR_FLOATING(ARANGE_REAL)
FOR_INTEGRAL(ARANGE_WHOLE)
