// The element types, by the names that kernels carry: f64 f32 f16 bf16 i64 i32 u8 b8.
#pragma once

// Stored as 16 bits; arithmetic is done in float and rounded once.
struct f16 {
  uint16_t bits;
};

// The upper half of a float; arithmetic is done in float and rounded once.
struct bf16 {
  uint16_t bits;
};

// A truth value: one byte that is 0 or 1.
struct b8 {
  uint8_t bits;
};

// The type in which T is computed, and the ways there and back.
template <class T> struct Number {
  using Compute = T;
  static DEVICE T load(T x) { return x; }
  static DEVICE T store(T x) { return x; }
};

template <> struct Number<f16> {
  using Compute = float;
  static DEVICE float load(f16 x) { return halfToFloat(x.bits); }
  static DEVICE f16 store(float x) { return f16{floatToHalf(x)}; }
};

template <> struct Number<bf16> {
  using Compute = float;
  static DEVICE float load(bf16 x) { return floatOf(static_cast<uint32_t>(x.bits) << 16); }
  // To nearest, ties to even; NaN stays NaN.
  static DEVICE bf16 store(float x) {
    uint32_t bits = bitsOf(x);
    if ((bits & 0x7fffffffu) > 0x7f800000u) {
      return bf16{static_cast<uint16_t>((bits >> 16) | 0x40u)};
    }
    return bf16{static_cast<uint16_t>((bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16)};
  }
};

template <> struct Number<b8> {
  using Compute = bool;
  static DEVICE bool load(b8 x) { return x.bits != 0; }
  static DEVICE b8 store(bool x) { return b8{static_cast<uint8_t>(x ? 1 : 0)}; }
};

template <class T> using Compute = typename Number<T>::Compute;

// M(suffix, type) for each type of a kind.
#define FOR_FLOATING(M) M(f64, double) M(f32, float) M(f16, f16) M(bf16, bf16)
#define FOR_INTEGRAL(M) M(i64, int64_t) M(i32, int32_t) M(u8, uint8_t)
#define FOR_NUMBERS(M) FOR_FLOATING(M) FOR_INTEGRAL(M)
#define FOR_ALL(M) FOR_NUMBERS(M) M(b8, b8)
