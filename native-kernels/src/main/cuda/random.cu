// Random numbers. A thread takes the elements of one block of Philox: four that draw one word each, or
// two that draw two.
#include "kernel.cuh"
#include "ops.cuh"
#include "pointwise.cuh"
#include "whole.cuh"
#include "cast.cuh"
#include "philox.cuh"

template <class T> constexpr int DIGITS = 24;
template <> constexpr int DIGITS<f16> = 11;
template <> constexpr int DIGITS<bf16> = 8;

// out[i] = draw(words, k) for the k-th of `per` elements of each block.
template <int PER, class T, class F>
DEVICE void eachBlock(int64_t key, Out<T> out, int64_t n, const Strided<1>& at, F draw) {
  int64_t blocks = (n + PER - 1) / PER;
  ROLLED
  for (int64_t block = globalThread(); block < blocks; block += globalThreads()) {
    Words words = philox(static_cast<uint64_t>(key), static_cast<uint64_t>(block));
    ROLLED
    for (int k = 0; k < PER; k++) {
      int64_t i = block * PER + k;
      if (i < n) {
        int64_t offset[1];
        place(at, i, offset);
        out[offset[0]] = draw(words, k);
      }
    }
  }
}

template <class T> DEVICE T uniform(uint32_t word, double a, double b) {
  T x = castTo<T>(a + mulRounded(b - a, uniformOf(word, DIGITS<T>)));
  return static_cast<double>(Number<T>::load(x)) < b ? x : castTo<T>(a);
}

template <class T>
DEVICE void real(int32_t distribution, int64_t key, double a, double b, Out<T> out, int64_t n,
                 const Strided<1>& at) {
  if (static_cast<Distribution>(distribution) == Distribution::UNIFORM) {
    eachBlock<4>(key, out, n, at, [&](const Words& w, int k) { return uniform<T>(w.at[k], a, b); });
  } else {
    eachBlock<2>(key, out, n, at, [&](const Words& w, int k) {
      return castTo<T>(a + mulRounded(b, normalOf(w.at[2 * k], w.at[2 * k + 1])));
    });
  }
}

#define REAL(suffix, T)                                                                    \
  KERNEL(real_##suffix, int32_t distribution, int64_t key, double a, double b, Out<T> out, \
         int64_t n, Strided<1> at) {                                                       \
    real(distribution, key, a, b, out, n, at);                                             \
  }

FOR_FLOATING(REAL)

// A whole number as T has it; as a real number it is one of binary64 first.
template <class T> DEVICE T drawn(int64_t x) {
  if constexpr (std::is_floating_point_v<Compute<T>>) {
    return castTo<T>(static_cast<double>(x));
  } else {
    return castTo<T>(x);
  }
}

// 1 with probability p, else 0.
#define BERNOULLI(suffix, T)                                                                \
  KERNEL(bernoulli_##suffix, int64_t key, double p, Out<T> out, int64_t n, Strided<1> at) { \
    eachBlock<4>(key, out, n, at, [&](const Words& w, int k) {                              \
      return drawn<T>(uniformOf(w.at[k], 24) < p ? 1 : 0);                                  \
    });                                                                                     \
  }

FOR_ALL(BERNOULLI)

// Whole numbers from `low`, below low + range.
#define INTEGERS(suffix, T)                                                                 \
  KERNEL(integers_##suffix, int64_t key, int64_t low, int64_t range, Out<T> out, int64_t n, \
         Strided<1> at) {                                                                   \
    eachBlock<2>(key, out, n, at, [&](const Words& w, int k) {                              \
      uint64_t above = belowOf(w.at[2 * k], w.at[2 * k + 1], static_cast<uint64_t>(range)); \
      return drawn<T>(addWrapped(low, static_cast<int64_t>(above)));                        \
    });                                                                                     \
  }

FOR_NUMBERS(INTEGERS)
