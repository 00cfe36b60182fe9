// Which function a code of Unary means.
#pragma once

#include <type_traits>

// body(the function that op means in C), if it is one of real numbers.
template <class C, class Body> DEVICE void withRealUnary(Unary op, Body body) {
  switch (op) {
    case Unary::NEG: return body([](C x) { return -x; });
    case Unary::ABS: return body([](C x) { return fabs(x); });
    case Unary::EXP: return body([](C x) { return expOf(x); });
    case Unary::LOG: return body([](C x) { return logOf(x); });
    case Unary::LOG1P: return body([](C x) { return log1pOf(x); });
    case Unary::EXPM1: return body([](C x) { return expm1Of(x); });
    case Unary::SQRT: return body([](C x) { return sqrt(x); });
    case Unary::RSQRT: return body([](C x) { return reciprocalRoot(x); });
    case Unary::RECIPROCAL: return body([](C x) { return 1 / x; });
    case Unary::SIN: return body([](C x) { return sinOf(x); });
    case Unary::COS: return body([](C x) { return cosOf(x); });
    case Unary::ERF: return body([](C x) { return erfOf(x); });
    case Unary::SIGMOID: return body([](C x) { return sigmoid(x); });
    case Unary::TANH: return body([](C x) { return tanhOf(x); });
    case Unary::RELU: return body([](C x) { return x < 0 ? C(0) : x; });
    case Unary::GELU: return body([](C x) { return gelu(x); });
    case Unary::SILU: return body([](C x) { return silu(x); });
    case Unary::FLOOR: return body([](C x) { return floor(x); });
    case Unary::CEIL: return body([](C x) { return ceil(x); });
    case Unary::ROUND: return body([](C x) { return rint(x); });
    case Unary::TRUNC: return body([](C x) { return trunc(x); });
    case Unary::SIGN: return body([](C x) { return sign(x); });
    case Unary::BITWISE_NOT: return;
  }
}

// body(the function that op means in C), if it is one of whole numbers.
template <class C, class Body> DEVICE void withWholeUnary(Unary op, Body body) {
  switch (op) {
    case Unary::NEG: return body([](C x) { return negWrapped(x); });
    case Unary::ABS: return body([](C x) { return negative(x) ? negWrapped(x) : x; });
    case Unary::RELU: return body([](C x) { return negative(x) ? C(0) : x; });
    case Unary::SIGN: return body([](C x) { return signOfWhole(x); });
    case Unary::BITWISE_NOT: return body([](C x) { return static_cast<C>(~x); });
    case Unary::FLOOR:
    case Unary::CEIL:
    case Unary::ROUND:
    case Unary::TRUNC: return body([](C x) { return x; });
    default: return;
  }
}

// body(the function that op means in C), if there is one; of truth values there is but one.
template <class C, class Body> DEVICE void withUnary(int32_t code, Body body) {
  Unary op = static_cast<Unary>(code);
  if constexpr (std::is_same_v<C, bool>) {
    body([](bool x) { return !x; });
  } else if constexpr (std::is_floating_point_v<C>) {
    withRealUnary<C>(op, body);
  } else {
    withWholeUnary<C>(op, body);
  }
}
