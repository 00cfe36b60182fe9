// Choices by truth values; the chosen elements are moved as they are.
#include "kernel.cuh"
#include "pointwise.cuh"
#include "raw.cuh"

template <class T>
DEVICE void choose(In<b8> condition, Operand<T> a, In<T> b, Out<T> out, int64_t n, int32_t packed,
                   const Strided<4>& at) {
  constexpr int W = PACK<T>;
  int64_t done = packedCount<W>(n, packed);
  eachPack<W>(done, [&](int64_t i) {
    Pack<W, b8> holds = loadPack<W>(condition, i);
    Pack<W, T> first = a.template pack<W>(i);
    Pack<W, T> second = loadPack<W>(b, i);
    for (int k = 0; k < W; k++) {
      second.at[k] = holds.at[k].bits ? first.at[k] : second.at[k];
    }
    storePack<W>(out, i, second);
  });
  eachElement(at, done, n, [&](const int64_t(&offset)[4]) {
    b8 holds = condition[offset[1]];
    out[offset[0]] = holds.bits ? a.element(offset[2]) : b[offset[3]];
  });
}

// `a` may be the element of the bits `number` instead, if `numbers` says LEFT.
#define SELECT(bytes, T)                                                                          \
  KERNEL(select_##bytes, int32_t numbers, In<b8> condition, In<T> a, In<T> b, int64_t number,     \
         Out<T> out, int64_t n, int32_t packed, Strided<4> at) {                                  \
    choose<T>(condition, Operand<T>{a, (numbers & LEFT) != 0, static_cast<T>(number)}, b, out, n, \
              packed, at);                                                                        \
  }

FOR_SIZES(SELECT)
