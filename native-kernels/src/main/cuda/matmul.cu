// What cuBLAS has no product for: whole numbers, and products over nothing.
#include "kernel.cuh"
#include "wide.cuh"
#include "line.cuh"
#include "pointwise.cuh"

constexpr int EDGE = 16;

// out = alpha * (a @ b) + beta * c in 64-bit whole numbers, a tile of 16 x 16 results per block. Operands
// of `batch`: out, a, b, c. c is not read if beta is 0.
#define PRODUCT_KERNEL(suffix, T)                                                                  \
  BLOCK_KERNEL(product_##suffix, In<T> a, In<T> b, In<T> c, Out<T> out, Strided<4> batch,          \
               int64_t rows, int64_t columns, int64_t depth, int64_t aRow, int64_t aColumn,        \
               int64_t bRow, int64_t bColumn, int64_t cRow, int64_t cColumn, int64_t outRow,       \
               int64_t outColumn, int64_t alpha, int64_t beta) {                                   \
    SHARED(T, left, EDGE * EDGE);                                                                  \
    SHARED(T, right, EDGE * EDGE);                                                                 \
    int64_t columnTiles = (columns + EDGE - 1) / EDGE;                                             \
    int64_t tiles = (rows + EDGE - 1) / EDGE * columnTiles;                                        \
    int64_t offset[4];                                                                             \
    locate(batch, static_cast<int64_t>(blockIdx.x) / tiles, offset);                               \
    int64_t tile = static_cast<int64_t>(blockIdx.x) % tiles;                                       \
    int32_t i = static_cast<int32_t>(threadIdx.x) / EDGE;                                          \
    int32_t j = static_cast<int32_t>(threadIdx.x) % EDGE;                                          \
    int64_t row = tile / columnTiles * EDGE + i;                                                   \
    int64_t column = tile % columnTiles * EDGE + j;                                                \
    int64_t sum = 0;                                                                               \
    for (int64_t k = 0; k < depth; k += EDGE) {                                                    \
      T fromA = 0;                                                                                 \
      T fromB = 0;                                                                                 \
      if (row < rows && k + j < depth) {                                                           \
        fromA = a[offset[1] + row * aRow + (k + j) * aColumn];                                     \
      }                                                                                            \
      if (column < columns && k + i < depth) {                                                     \
        fromB = b[offset[2] + (k + i) * bRow + column * bColumn];                                  \
      }                                                                                            \
      left[threadIdx.x] = fromA;                                                                   \
      right[threadIdx.x] = fromB;                                                                  \
      __syncthreads();                                                                             \
      for (int32_t l = 0; l < EDGE; l++) {                                                         \
        int64_t x = left[i * EDGE + l];                                                            \
        int64_t y = right[l * EDGE + j];                                                           \
        sum = wideSum(sum, wideProduct(x, y));                                                     \
      }                                                                                            \
      __syncthreads();                                                                             \
    }                                                                                              \
    if (row < rows && column < columns) {                                                          \
      int64_t result = wideProduct(alpha, sum);                                                    \
      if (beta != 0) {                                                                             \
        int64_t added = c[offset[3] + row * cRow + column * cColumn];                              \
        result = wideSum(result, wideProduct(beta, added));                                        \
      }                                                                                            \
      out[offset[0] + row * outRow + column * outColumn] = static_cast<T>(result);                 \
    }                                                                                              \
  }

FOR_INTEGRAL(PRODUCT_KERNEL)

// out = factor * x, and 0 without reading x if the factor is 0. Operands: out, x.
#define SCALE_KERNEL(suffix, T)                                                                    \
  KERNEL(scale_##suffix, In<T> x, Out<T> out, Strided<2> at, int64_t count, double factor) {       \
    for (int64_t i = globalThread(); i < count; i += globalThreads()) {                            \
      int64_t offset[2];                                                                           \
      place(at, i, offset);                                                                        \
      Wide<T> value = 0;                                                                           \
      if (factor != 0) {                                                                           \
        value = static_cast<Wide<T>>(factor) * loadWide(x, offset[1]);                             \
      }                                                                                            \
      out[offset[0]] = Number<T>::store(value);                                                    \
    }                                                                                              \
  }

FOR_FLOATING(SCALE_KERNEL)
