// The codes of operations: the constants of anabranch.op.Op's enums, in their order.
#pragma once

enum class Unary : int32_t {
  NEG,
  ABS,
  EXP,
  LOG,
  LOG1P,
  EXPM1,
  SQRT,
  RSQRT,
  RECIPROCAL,
  SIN,
  COS,
  ERF,
  SIGMOID,
  TANH,
  RELU,
  GELU,
  SILU,
  FLOOR,
  CEIL,
  ROUND,
  TRUNC,
  SIGN,
  BITWISE_NOT
};

enum class Test : int32_t { LOGICAL_NOT, ISNAN };

enum class Binary : int32_t {
  ADD,
  SUB,
  MUL,
  DIV,
  FLOOR_DIV,
  TRUNC_DIV,
  REMAINDER,
  POW,
  MAXIMUM,
  MINIMUM,
  BITWISE_AND,
  BITWISE_OR,
  BITWISE_XOR
};

enum class Compare : int32_t { EQ, NE, LT, LE, GT, GE, LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR };

enum class Distribution : int32_t { UNIFORM, NORMAL, INTEGERS, BERNOULLI };
