#include "product.h"

#include <algorithm>
#include <cstring>
#include <type_traits>
#include <vector>

#include "../../kernel/number.h"

namespace emulation {

namespace {

struct Half {
  uint16_t bits;
  float value() const { return halfToFloat(bits); }
  static Half of(float x) { return {floatToHalf(x)}; }
};

struct Brain {
  uint16_t bits;
  float value() const { return floatOf(uint32_t{bits} << 16); }
  static Brain of(float x) {
    uint32_t wide = bitsOf(x);
    if ((wide & 0x7fffffffu) > 0x7f800000u) return {static_cast<uint16_t>(wide >> 16 | 0x40)};
    return {static_cast<uint16_t>((wide + 0x7fff + (wide >> 16 & 1)) >> 16)};
  }
};

template <class T> auto valueOf(T x) {
  if constexpr (std::is_floating_point_v<T>) return x; else return x.value();
}

template <class T, class A> T storedAs(A x) {
  if constexpr (std::is_floating_point_v<T>) return static_cast<T>(x); else return T::of(static_cast<float>(x));
}

// To nearest, ties to even, with 10 bits of mantissa.
float toTf32(float x) {
  uint32_t bits = bitsOf(x);
  if ((bits & 0x7f800000u) == 0x7f800000u) return x;
  return floatOf((bits + 0xfff + (bits >> 13 & 1)) & ~0x1fffu);
}

template <class A> A rounded(A x, Rounding rounding) {
  if constexpr (std::is_same_v<A, float>) {
    if (rounding == Rounding::TF32) return toTf32(x);
    if (rounding == Rounding::BF16) return Brain::of(x).value();
  }
  return x;
}

// op(M), rows x columns, column after column.
template <class T, class A>
void unpack(const GemmMatrix& matrix, int64_t index, bool transpose, int64_t rows, int64_t columns, Rounding rounding,
            std::vector<A>& to) {
  const T* from = reinterpret_cast<const T*>(matrix.address) + index * matrix.stride;
  to.resize(rows * columns);
  for (int64_t j = 0; j < columns; j++) {
    for (int64_t i = 0; i < rows; i++) {
      T x = transpose ? from[j + i * matrix.leading] : from[i + j * matrix.leading];
      to[i + j * rows] = rounded(static_cast<A>(valueOf(x)), rounding);
    }
  }
}

// sum[i, 0..4) += a[i, p] b[p, 0..4), for all p in order.
template <class A>
__attribute__((target_clones("avx2", "default"), optimize("O3")))
void columns(const A* __restrict a, const A* __restrict b, int64_t m, int64_t k, int64_t count, A* __restrict sum) {
  if (count == 4) {
    for (int64_t p = 0; p < k; p++) {
      const A b0 = b[p], b1 = b[p + k], b2 = b[p + 2 * k], b3 = b[p + 3 * k];
      const A* column = a + p * m;
      for (int64_t i = 0; i < m; i++) {
        sum[i] += column[i] * b0;
        sum[i + m] += column[i] * b1;
        sum[i + 2 * m] += column[i] * b2;
        sum[i + 3 * m] += column[i] * b3;
      }
    }
    return;
  }
  for (int64_t j = 0; j < count; j++) {
    for (int64_t p = 0; p < k; p++) {
      for (int64_t i = 0; i < m; i++) {
        sum[i + j * m] += a[p * m + i] * b[p + j * k];
      }
    }
  }
}

template <class T, class C, class A> void product(const GemmCall& g) {
  constexpr int64_t WIDTH = 4;
  std::vector<A> a;
  std::vector<A> b;
  std::vector<A> sum(WIDTH * g.m);
  for (int64_t index = 0; index < g.batch; index++) {
    unpack<T, A>(g.a, index, g.transposeA, g.m, g.k, g.rounding, a);
    unpack<T, A>(g.b, index, g.transposeB, g.k, g.n, g.rounding, b);
    C* c = reinterpret_cast<C*>(g.c.address) + index * g.c.stride;
    for (int64_t j = 0; j < g.n; j += WIDTH) {
      const int64_t count = std::min(WIDTH, g.n - j);
      std::fill(sum.begin(), sum.end(), A(0));
      columns(a.data(), b.data() + j * g.k, g.m, g.k, count, sum.data());
      for (int64_t jj = 0; jj < count; jj++) {
        for (int64_t i = 0; i < g.m; i++) {
          C& at = c[i + (j + jj) * g.c.leading];
          A value = static_cast<A>(g.alpha) * sum[i + jj * g.m];
          if (g.beta != 0) value += static_cast<A>(g.beta) * static_cast<A>(valueOf(at));
          at = storedAs<C>(value);
        }
      }
    }
  }
}

}  // namespace

uint64_t widthOf(Number type) {
  switch (type) {
    case Number::F64: return 8;
    case Number::F32: return 4;
    case Number::F16:
    case Number::BF16: return 2;
  }
  return 0;
}

void multiply(const GemmCall& g) {
  const bool wideOutput = g.output == Number::F32;
  switch (g.inputs) {
    case Number::F64: return product<double, double, double>(g);
    case Number::F32: return product<float, float, float>(g);
    case Number::F16: return wideOutput ? product<Half, float, float>(g) : product<Half, Half, float>(g);
    case Number::BF16: return wideOutput ? product<Brain, float, float>(g) : product<Brain, Brain, float>(g);
  }
}

}  // namespace emulation
