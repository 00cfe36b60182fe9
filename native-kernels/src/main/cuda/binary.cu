// Functions of two numbers.
#include "kernel.cuh"
#include "ops.cuh"
#include "pointwise.cuh"
#include "floating.cuh"
#include "whole.cuh"
#include "binary.cuh"

template <class T>
DEVICE void binary(int32_t op, Operand<T> a, Operand<T> b, Out<T> out, int64_t n, int32_t packed,
                   const Strided<3>& at) {
  using C = Compute<T>;
  constexpr int W = PACK<T>;
  int64_t done = packedCount<W>(n, packed);
  eachPack<W>(done, [&](int64_t i) {
    C x[W];
    C y[W];
    load(a.template pack<W>(i), x);
    load(b.template pack<W>(i), y);
    withBinary<C>(op, [&](auto f) {
      for (int k = 0; k < W; k++) {
        x[k] = f(x[k], y[k]);
      }
    });
    store(x, out, i);
  });
  eachElement(at, done, n, [&](const int64_t(&offset)[3]) {
    C x = Number<T>::load(a.element(offset[1]));
    C y = Number<T>::load(b.element(offset[2]));
    withBinary<C>(op, [&](auto f) { x = f(x, y); });
    out[offset[0]] = Number<T>::store(x);
  });
}

// One of `a` and `b` may be `number` instead, as `numbers` says.
#define BINARY(suffix, T)                                                                       \
  KERNEL(binary_##suffix, int32_t op, int32_t numbers, In<T> a, In<T> b, Given<T>::Type number, \
         Out<T> out, int64_t n, int32_t packed, Strided<3> at) {                                \
    T one = given<T>(number);                                                                   \
    binary<T>(op, Operand<T>{a, (numbers & LEFT) != 0, one},                                    \
              Operand<T>{b, (numbers & RIGHT) != 0, one}, out, n, packed, at);                  \
  }

FOR_ALL(BINARY)

// a + alpha * b, the product rounded before the sum.
template <class C> DEVICE C addScaled(C a, C b, C alpha) {
  if constexpr (std::is_floating_point_v<C>) {
    return a + mulRounded(alpha, b);
  } else {
    return addWrapped(a, mulWrapped(alpha, b));
  }
}

template <class T>
DEVICE void addScaled(In<T> a, In<T> b, Compute<T> alpha, Out<T> out, int64_t n, int32_t packed,
                      const Strided<3>& at) {
  using C = Compute<T>;
  constexpr int W = PACK<T>;
  int64_t done = packedCount<W>(n, packed);
  eachPack<W>(done, [&](int64_t i) {
    C x[W];
    C y[W];
    load(loadPack<W>(a, i), x);
    load(loadPack<W>(b, i), y);
    for (int k = 0; k < W; k++) {
      x[k] = addScaled(x[k], y[k], alpha);
    }
    store(x, out, i);
  });
  eachElement(at, done, n, [&](const int64_t(&offset)[3]) {
    C x = Number<T>::load(a[offset[1]]);
    C y = Number<T>::load(b[offset[2]]);
    out[offset[0]] = Number<T>::store(addScaled(x, y, alpha));
  });
}

#define ADD_SCALED(suffix, T)                                                                \
  KERNEL(add_scaled_##suffix, In<T> a, In<T> b, Given<T>::Type alpha, Out<T> out, int64_t n, \
         int32_t packed, Strided<3> at) {                                                    \
    addScaled<T>(a, b, static_cast<Compute<T>>(alpha), out, n, packed, at);                  \
  }

FOR_NUMBERS(ADD_SCALED)
