// Division of whole numbers, which may be by 0.
#include "kernel.cuh"
#include "ops.cuh"
#include "pointwise.cuh"
#include "whole.cuh"

template <class I> DEVICE I divide(Binary op, I a, I b) {
  switch (op) {
    case Binary::FLOOR_DIV: return floorDivideWhole(a, b);
    case Binary::TRUNC_DIV: return truncDivide(a, b);
    default: return remainderOfWhole(a, b);
  }
}

// Division takes many times as long as deciding which one, so there is one loop.
template <class I>
DEVICE void divide(Binary op, Operand<I> a, Operand<I> b, Out<I> out, Out<int64_t> fault,
                   int64_t launch, int64_t n, const Strided<3>& at) {
  eachElement(at, 0, n, [&](const int64_t(&offset)[3]) {
    I dividend = a.element(offset[1]);
    I divisor = b.element(offset[2]);
    I result = 0;
    if (divisor == 0) {
      reportFault(fault, launch, static_cast<int64_t>(dividend), 0);
    } else {
      result = divide(op, dividend, divisor);
    }
    out[offset[0]] = result;
  });
}

// One of `a` and `b` may be `number` instead, as `numbers` says.
#define DIVIDE(suffix, T)                                                                       \
  KERNEL(divide_##suffix, int32_t op, int32_t numbers, In<T> a, In<T> b, Given<T>::Type number, \
         Out<T> out, Out<int64_t> fault, int64_t launch, int64_t n, Strided<3> at) {            \
    T one = given<T>(number);                                                                   \
    divide<T>(static_cast<Binary>(op), Operand<T>{a, (numbers & LEFT) != 0, one},               \
              Operand<T>{b, (numbers & RIGHT) != 0, one}, out, fault, launch, n, at);           \
  }

FOR_INTEGRAL(DIVIDE)
