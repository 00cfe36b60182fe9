// Functions of one number, and bounds on it.
#include "kernel.cuh"
#include "ops.cuh"
#include "pointwise.cuh"
#include "floating.cuh"
#include "whole.cuh"
#include "unary.cuh"

template <class T>
DEVICE void unary(int32_t op, In<T> x, Out<T> out, int64_t n, int32_t packed,
                  const Strided<2>& at) {
  using C = Compute<T>;
  constexpr int W = PACK<T>;
  int64_t done = packedCount<W>(n, packed);
  eachPack<W>(done, [&](int64_t i) {
    C v[W];
    load(loadPack<W>(x, i), v);
    withUnary<C>(op, [&](auto f) {
      for (int k = 0; k < W; k++) {
        v[k] = f(v[k]);
      }
    });
    store(v, out, i);
  });
  eachElement(at, done, n, [&](const int64_t(&offset)[2]) {
    C v = Number<T>::load(x[offset[1]]);
    withUnary<C>(op, [&](auto f) { v = f(v); });
    out[offset[0]] = Number<T>::store(v);
  });
}

#define UNARY(suffix, T)                                                             \
  KERNEL(unary_##suffix, int32_t op, In<T> x, Out<T> out, int64_t n, int32_t packed, \
         Strided<2> at) {                                                            \
    unary(op, x, out, n, packed, at);                                                \
  }

FOR_ALL(UNARY)

template <class T>
DEVICE void clamp(In<T> x, Out<T> out, Compute<T> low, Compute<T> high, int64_t n, int32_t packed,
                  const Strided<2>& at) {
  using C = Compute<T>;
  constexpr int W = PACK<T>;
  int64_t done = packedCount<W>(n, packed);
  eachPack<W>(done, [&](int64_t i) {
    C v[W];
    load(loadPack<W>(x, i), v);
    for (int k = 0; k < W; k++) {
      v[k] = lesserOf(greaterOf(v[k], low), high);
    }
    store(v, out, i);
  });
  eachElement(at, done, n, [&](const int64_t(&offset)[2]) {
    C v = Number<T>::load(x[offset[1]]);
    out[offset[0]] = Number<T>::store(lesserOf(greaterOf(v, low), high));
  });
}

#define CLAMP(suffix, T)                                                                     \
  KERNEL(clamp_##suffix, In<T> x, Out<T> out, Given<T>::Type low, Given<T>::Type high,       \
         int64_t n, int32_t packed, Strided<2> at) {                                         \
    clamp<T>(x, out, static_cast<Compute<T>>(low), static_cast<Compute<T>>(high), n, packed, \
             at);                                                                            \
  }

FOR_NUMBERS(CLAMP)
