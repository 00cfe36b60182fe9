// Copies between layouts.
#include "kernel.cuh"
#include "pointwise.cuh"
#include "raw.cuh"

template <class T>
DEVICE void copy(In<T> x, Out<T> out, int64_t n, int32_t packed, const Strided<2>& at) {
  constexpr int W = PACK<T>;
  int64_t done = packedCount<W>(n, packed);
  eachPack<W>(done, [&](int64_t i) { storePack<W>(out, i, loadPack<W>(x, i)); });
  eachElement(at, done, n, [&](const int64_t(&offset)[2]) { out[offset[0]] = x[offset[1]]; });
}

#define COPY(bytes, T)                                                                  \
  KERNEL(copy_##bytes, In<T> x, Out<T> out, int64_t n, int32_t packed, Strided<2> at) { \
    copy<T>(x, out, n, packed, at);                                                     \
  }

FOR_SIZES(COPY)

constexpr int TILE = 32;
constexpr int TILE_ROW = TILE + 1;

// Planes of rows x columns elements, of which the output has the columns side by side and the input the
// rows: a block of 256 threads per tile, which reads along the one and writes along the other.
template <class T>
DEVICE void transpose(In<T> x, Out<T> out, Shared<T> tile, int64_t rows, int64_t columns,
                      int64_t inStep, int64_t outStep, const Strided<2>& planes) {
  int64_t across = (columns + TILE - 1) / TILE;
  int64_t tiles = (rows + TILE - 1) / TILE * across;
  int64_t plane = blockIdx.x / tiles;
  int64_t place = blockIdx.x % tiles;
  int64_t row = place / across * TILE;
  int64_t column = place % across * TILE;
  int64_t offset[2];
  offsetsOf(planes, static_cast<uint64_t>(plane), offset);
  int lane = static_cast<int>(threadIdx.x) % TILE;
  int line = static_cast<int>(threadIdx.x) / TILE;
  int lines = static_cast<int>(blockDim.x) / TILE;
  for (int k = line; k < TILE; k += lines) {
    if (row + lane < rows && column + k < columns) {
      tile[k * TILE_ROW + lane] = x[offset[1] + row + lane + (column + k) * inStep];
    }
  }
  __syncthreads();
  for (int k = line; k < TILE; k += lines) {
    if (row + k < rows && column + lane < columns) {
      out[offset[0] + column + lane + (row + k) * outStep] = tile[lane * TILE_ROW + k];
    }
  }
}

#define TRANSPOSE(bytes, T)                                                           \
  BLOCK_KERNEL(transpose_##bytes, In<T> x, Out<T> out, int64_t rows, int64_t columns, \
               int64_t inStep, int64_t outStep, Strided<2> planes) {                  \
    SHARED(T, tile, TILE * TILE_ROW);                                                 \
    transpose<T>(x, out, tile, rows, columns, inStep, outStep, planes);               \
  }

FOR_SIZES(TRANSPOSE)
