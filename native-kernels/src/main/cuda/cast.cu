// Copies between types, of any layouts.
#include "kernel.cuh"
#include "pointwise.cuh"
#include "cast.cuh"

template <class T, class R>
DEVICE void cast(In<T> x, Out<R> out, int64_t n, int32_t packed, const Strided<2>& at) {
  constexpr int W = sizeof(T) > sizeof(R) ? PACK<T> : PACK<R>;
  int64_t done = packedCount<W>(n, packed);
  eachPack<W>(done, [&](int64_t i) {
    Pack<W, T> from = loadPack<W>(x, i);
    Pack<W, R> to;
    for (int k = 0; k < W; k++) {
      to.at[k] = castTo<R>(Number<T>::load(from.at[k]));
    }
    storePack<W>(out, i, to);
  });
  eachElement(at, done, n, [&](const int64_t(&offset)[2]) {
    out[offset[0]] = castTo<R>(Number<T>::load(x[offset[1]]));
  });
}

#define CAST_KERNEL(from, T, to, R)                                                           \
  KERNEL(cast_##from##_##to, In<T> x, Out<R> out, int64_t n, int32_t packed, Strided<2> at) { \
    cast<T, R>(x, out, n, packed, at);                                                        \
  }
#define CAST(...) CAST_KERNEL(__VA_ARGS__)

#define F64 f64, double
#define F32 f32, float
#define F16 f16, f16
#define BF16 bf16, bf16
#define I64 i64, int64_t
#define I32 i32, int32_t
#define U8 u8, uint8_t
#define B8 b8, b8

CAST(F64, F32) CAST(F64, F16) CAST(F64, BF16) CAST(F64, I64)
CAST(F64, I32) CAST(F64, U8) CAST(F64, B8)
CAST(F32, F64) CAST(F32, F16) CAST(F32, BF16) CAST(F32, I64)
CAST(F32, I32) CAST(F32, U8) CAST(F32, B8)
CAST(F16, F64) CAST(F16, F32) CAST(F16, BF16) CAST(F16, I64)
CAST(F16, I32) CAST(F16, U8) CAST(F16, B8)
CAST(BF16, F64) CAST(BF16, F32) CAST(BF16, F16) CAST(BF16, I64)
CAST(BF16, I32) CAST(BF16, U8) CAST(BF16, B8)
CAST(I64, F64) CAST(I64, F32) CAST(I64, F16) CAST(I64, BF16)
CAST(I64, I32) CAST(I64, U8) CAST(I64, B8)
CAST(I32, F64) CAST(I32, F32) CAST(I32, F16) CAST(I32, BF16)
CAST(I32, I64) CAST(I32, U8) CAST(I32, B8)
CAST(U8, F64) CAST(U8, F32) CAST(U8, F16) CAST(U8, BF16)
CAST(U8, I64) CAST(U8, I32) CAST(U8, B8)
CAST(B8, F64) CAST(B8, F32) CAST(B8, F16) CAST(B8, BF16)
CAST(B8, I64) CAST(B8, I32) CAST(B8, U8)
