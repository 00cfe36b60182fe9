// Functions of real numbers, as the CPU fallback defines them at their edges.
#pragma once

#include <math.h>

// Long ones, once per image and type.
#define OUTLINED(name, function) \
  template <class R> OUTLINE R name(R x) { return function(x); }

OUTLINED(expOf, exp)
OUTLINED(logOf, log)
OUTLINED(log1pOf, log1p)
OUTLINED(expm1Of, expm1)
OUTLINED(sinOf, sin)
OUTLINED(cosOf, cos)
OUTLINED(erfOf, erf)
OUTLINED(tanhOf, tanh)

constexpr double ROOT_HALF = 0.70710678118654752440;

OUTLINE float sigmoid(float x) {
  float e = expf(-fabsf(x));
  return (x < 0 ? e : 1.0f) / (e + 1.0f);
}

OUTLINE double sigmoid(double x) { return 1 / (1 + exp(-x)); }

OUTLINE float gelu(float x) {
  return x * 0.5f * (1.0f + erff(x * static_cast<float>(ROOT_HALF)));
}

OUTLINE double gelu(double x) { return x * (0.5 * erfc(-x * ROOT_HALF)); }

OUTLINE float silu(float x) { return x * sigmoid(x); }

OUTLINE double silu(double x) { return x / (1 + exp(-x)); }

DEVICE float reciprocalRoot(float x) { return rsqrtf(x); }

OUTLINE double reciprocalRoot(double x) { return rsqrt(x); }

template <class R> DEVICE R sign(R x) {
  return static_cast<R>(static_cast<int>(x > 0) - static_cast<int>(x < 0));
}

// The greater; NaN if either is; 0 is greater than -0, whose sum is 0.
template <class R> DEVICE R greaterOf(R a, R b) {
  if (a == b) {
    return a == 0 ? a + b : a;
  }
  return a > b || a != a ? a : b;
}

// The lesser; NaN if either is; -0 is less than 0.
template <class R> DEVICE R lesserOf(R a, R b) {
  if (a == b) {
    return a == 0 ? -(-a - b) : a;
  }
  return a < b || a != a ? a : b;
}

// a - b * floor(a / b), exact: the sign is b's.
template <class R> OUTLINE R remainderOf(R a, R b) {
  R rest = fmod(a, b);
  return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

// floor(a / b), by way of the exact remainder.
template <class R> OUTLINE R floorDivide(R a, R b) {
  if (b == 0) {
    return a / b;
  }
  R rest = fmod(a, b);
  R quotient = (a - rest) / b;
  if (rest != 0 && (rest < 0) != (b < 0)) {
    quotient -= 1;
  }
  if (quotient == 0) {
    return copysign(R(0), a / b);
  }
  R whole = floor(quotient);
  return quotient - whole > R(0.5) ? whole + 1 : whole;
}

// As Java's Math.pow: NaN to the power of 0 is 1, but 1 to the power of NaN is NaN, and so is +-1 to
// that of +-infinity.
template <class R> OUTLINE R powerOf(R a, R b) {
  bool endless = b - b != 0;
  return endless && (b != b || fabs(a) == 1) ? b - b : pow(a, b);
}
