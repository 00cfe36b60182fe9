// Arithmetic of whole numbers that wraps, by way of unsigned numbers.
#pragma once

#include <type_traits>

template <class I> struct Unsigned;
template <> struct Unsigned<int64_t> {
  using Type = uint64_t;
};
template <> struct Unsigned<int32_t> {
  using Type = uint32_t;
};
template <> struct Unsigned<uint8_t> {
  using Type = uint32_t;
};

template <class I> DEVICE typename Unsigned<I>::Type raw(I x) {
  return static_cast<typename Unsigned<I>::Type>(x);
}

// x < 0, which compilers do not like to be asked of unsigned numbers.
template <class I> DEVICE bool negative(I x) {
  if constexpr (std::is_signed_v<I>) {
    return x < 0;
  } else {
    return false;
  }
}

template <class I> DEVICE I signOfWhole(I x) {
  return static_cast<I>(static_cast<int>(x > 0) - static_cast<int>(negative(x)));
}

template <class I> DEVICE I addWrapped(I a, I b) { return static_cast<I>(raw(a) + raw(b)); }

template <class I> DEVICE I subWrapped(I a, I b) { return static_cast<I>(raw(a) - raw(b)); }

template <class I> DEVICE I mulWrapped(I a, I b) { return static_cast<I>(raw(a) * raw(b)); }

template <class I> DEVICE I negWrapped(I a) { return static_cast<I>(0u - raw(a)); }

// b is not 0. The least number over -1 wraps to itself, where a processor may trap.
template <class I> DEVICE I truncDivide(I a, I b) {
  return negative(b) && b == static_cast<I>(-1) ? negWrapped(a) : static_cast<I>(a / b);
}

template <class I> DEVICE I truncRemainder(I a, I b) {
  return negative(b) && b == static_cast<I>(-1) ? I(0) : static_cast<I>(a % b);
}

template <class I> DEVICE I floorDivideWhole(I a, I b) {
  I rest = truncRemainder(a, b);
  I quotient = truncDivide(a, b);
  return rest != 0 && negative(rest) != negative(b) ? static_cast<I>(quotient - 1) : quotient;
}

template <class I> DEVICE I remainderOfWhole(I a, I b) {
  I rest = truncRemainder(a, b);
  return rest != 0 && negative(rest) != negative(b) ? static_cast<I>(rest + b) : rest;
}

// By squaring. A negative exponent gives 0, or +-1 for a base of +-1.
template <class I> OUTLINE I powerOfWhole(I base, I exponent) {
  if (negative(exponent)) {
    bool even = (exponent & 1) == 0;
    return base == 1 ? I(1) : base != I(-1) ? I(0) : even ? I(1) : base;
  }
  I result = 1;
  I square = base;
  for (auto rest = raw(exponent); rest != 0; rest >>= 1) {
    if (rest & 1) {
      result = mulWrapped(result, square);
    }
    square = mulWrapped(square, square);
  }
  return result;
}
