// What is sorted: for an element a whole number that is in the order wanted, and its index, which
// orders equals. No two are the same, so every way to sort is stable.
#pragma once

#include "typed.cuh"

// The bits of real numbers, turned so that they compare as whole numbers: both zeros alike, all NaNs
// alike and greatest.
DEVICE uint32_t realKey(float x) {
  if (x != x) {
    return 0xffffffffu;
  }
  uint32_t bits = bitsOf(x + 0.0f);
  return (bits & 0x80000000u) != 0 ? ~bits : bits | 0x80000000u;
}

DEVICE uint64_t realKey64(uint64_t bits) {
  constexpr uint64_t SIGN = 0x8000000000000000u;
  constexpr uint64_t INFINITE = 0x7ff0000000000000u;
  if ((bits & ~SIGN) > INFINITE) {
    return ~static_cast<uint64_t>(0);
  }
  if (bits == SIGN) {
    bits = 0;
  }
  return (bits & SIGN) != 0 ? ~bits : bits | SIGN;
}

// The key of an element given by its bits.
DEVICE uint32_t keyOf(int32_t type, uint8_t bits) {
  return type == CODE_U8 || type == CODE_B8 ? bits : 0;
}

DEVICE uint32_t keyOf(int32_t type, uint16_t bits) {
  return realKey(type == CODE_F16 ? Number<f16>::load(f16{bits}) : Number<bf16>::load(bf16{bits}));
}

DEVICE uint32_t keyOf(int32_t type, uint32_t bits) {
  return type == CODE_F32 ? realKey(floatOf(bits)) : bits ^ 0x80000000u;
}

DEVICE uint64_t keyOf(int32_t type, uint64_t bits) {
  return type == CODE_F64 ? realKey64(bits) : bits ^ 0x8000000000000000u;
}

// A key of up to 32 bits with its index, in one number.
struct Word {
  uint64_t bits;

  static DEVICE Word make(uint32_t key, bool descending, uint32_t index) {
    return Word{static_cast<uint64_t>(descending ? ~key : key) << 32 | index};
  }
  static DEVICE Word last() { return Word{~static_cast<uint64_t>(0)}; }
  DEVICE uint32_t index() const { return static_cast<uint32_t>(bits); }
};

// A key of 64 bits with its index.
struct Pair {
  uint64_t key;
  uint64_t place;

  static DEVICE Pair make(uint64_t key, bool descending, uint32_t index) {
    return Pair{descending ? ~key : key, index};
  }
  static DEVICE Pair last() { return Pair{~static_cast<uint64_t>(0), ~static_cast<uint64_t>(0)}; }
  DEVICE uint32_t index() const { return static_cast<uint32_t>(place); }
};

DEVICE bool before(const Word& a, const Word& b) { return a.bits < b.bits; }

DEVICE bool before(const Pair& a, const Pair& b) {
  return a.key < b.key || (a.key == b.key && a.place < b.place);
}

// What elements are sorted as, by the type of their bits.
template <class T> struct ItemType {
  using Type = Word;
};
template <> struct ItemType<uint64_t> {
  using Type = Pair;
};
template <class T> using Item = typename ItemType<T>::Type;
