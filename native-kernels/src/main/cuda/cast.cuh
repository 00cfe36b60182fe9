// Numbers of one type as another has them, as the CPU fallback converts: real numbers to whole ones are
// cut toward zero and clamped, NaN to 0; whole numbers wrap; every number is rounded once.
#pragma once

#include <type_traits>

// A float that a type of at most 22 bits of precision rounds as it would round x itself: toward zero,
// with the last bit set if anything was cut.
DEVICE float roundToOdd(double x) {
  float near = static_cast<float>(x);
  if (near == x || x != x || near - near != 0) {
    return near;
  }
  uint32_t bits = bitsOf(near);
  return floatOf((fabs(static_cast<double>(near)) > fabs(x) ? bits - 1 : bits) | 1u);
}

template <class I, class R> DEVICE I clampedTo(R x) {
  constexpr R limit = sizeof(I) == 8 ? R(9223372036854775808.0) : R(2147483648.0);
  constexpr I least = static_cast<I>(static_cast<I>(1) << (8 * sizeof(I) - 1));
  return x != x ? I(0) : x >= limit ? static_cast<I>(~least) : x <= -limit ? least : static_cast<I>(x);
}

// x, of a type that is computed in, as T has it.
template <class T, class C> DEVICE T castTo(C x) {
  if constexpr (std::is_same_v<T, b8>) {
    return Number<b8>::store(x != 0);
  } else if constexpr (std::is_same_v<T, f16> || std::is_same_v<T, bf16>) {
    if constexpr (std::is_same_v<C, float> || sizeof(C) == 1) {
      return Number<T>::store(static_cast<float>(x));
    } else {
      return Number<T>::store(roundToOdd(static_cast<double>(x)));
    }
  } else if constexpr (std::is_floating_point_v<C> && !std::is_floating_point_v<T>) {
    if constexpr (std::is_same_v<T, uint8_t>) {
      return static_cast<T>(clampedTo<int64_t>(x));
    } else {
      return clampedTo<T>(x);
    }
  } else {
    return static_cast<T>(x);
  }
}
