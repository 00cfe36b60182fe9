// Which function a code of Binary means.
#pragma once

#include <type_traits>

// body(the function that op means in C), if it is one of real numbers.
template <class C, class Body> DEVICE void withRealBinary(Binary op, Body body) {
  switch (op) {
    case Binary::ADD: return body([](C a, C b) { return a + b; });
    case Binary::SUB: return body([](C a, C b) { return a - b; });
    case Binary::MUL: return body([](C a, C b) { return a * b; });
    case Binary::DIV: return body([](C a, C b) { return a / b; });
    case Binary::FLOOR_DIV: return body([](C a, C b) { return floorDivide(a, b); });
    case Binary::TRUNC_DIV: return body([](C a, C b) { return trunc(a / b); });
    case Binary::REMAINDER: return body([](C a, C b) { return remainderOf(a, b); });
    case Binary::POW: return body([](C a, C b) { return powerOf(a, b); });
    case Binary::MAXIMUM: return body([](C a, C b) { return greaterOf(a, b); });
    case Binary::MINIMUM: return body([](C a, C b) { return lesserOf(a, b); });
    default: return;
  }
}

// body(the function that op means in C), if it is one of whole numbers and cannot fail.
template <class C, class Body> DEVICE void withWholeBinary(Binary op, Body body) {
  switch (op) {
    case Binary::ADD: return body([](C a, C b) { return addWrapped(a, b); });
    case Binary::SUB: return body([](C a, C b) { return subWrapped(a, b); });
    case Binary::MUL: return body([](C a, C b) { return mulWrapped(a, b); });
    case Binary::POW: return body([](C a, C b) { return powerOfWhole(a, b); });
    case Binary::MAXIMUM: return body([](C a, C b) { return a > b ? a : b; });
    case Binary::MINIMUM: return body([](C a, C b) { return a < b ? a : b; });
    case Binary::BITWISE_AND: return body([](C a, C b) { return static_cast<C>(a & b); });
    case Binary::BITWISE_OR: return body([](C a, C b) { return static_cast<C>(a | b); });
    case Binary::BITWISE_XOR: return body([](C a, C b) { return static_cast<C>(a ^ b); });
    default: return;
  }
}

// body(the function that op means of truth values), if it is one.
template <class Body> DEVICE void withTruthBinary(Binary op, Body body) {
  switch (op) {
    case Binary::ADD:
    case Binary::MAXIMUM:
    case Binary::BITWISE_OR: return body([](bool a, bool b) { return a || b; });
    case Binary::MUL:
    case Binary::MINIMUM:
    case Binary::BITWISE_AND: return body([](bool a, bool b) { return a && b; });
    case Binary::BITWISE_XOR: return body([](bool a, bool b) { return a != b; });
    default: return;
  }
}

// body(the function that op means in C), if there is one that cannot fail.
template <class C, class Body> DEVICE void withBinary(int32_t code, Body body) {
  Binary op = static_cast<Binary>(code);
  if constexpr (std::is_same_v<C, bool>) {
    withTruthBinary(op, body);
  } else if constexpr (std::is_floating_point_v<C>) {
    withRealBinary<C>(op, body);
  } else {
    withWholeBinary<C>(op, body);
  }
}
