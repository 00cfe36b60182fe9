// Running sums along lines. A long line is cut into chunks: one launch sums each chunk, another makes
// running sums of these, a third runs over the elements, carrying what lies before.
#include "kernel.cuh"
#include "wide.cuh"
#include "line.cuh"

enum Mode { PLAIN, TOTALS_ONLY, CARRIED };

// The result has the type of x where x is real, else it is int64_t.
template <class T> struct ScanResult {
  using Type = int64_t;
};
template <> struct ScanResult<double> {
  using Type = double;
};
template <> struct ScanResult<float> {
  using Type = float;
};
template <> struct ScanResult<f16> {
  using Type = f16;
};
template <> struct ScanResult<bf16> {
  using Type = bf16;
};

// The sum of this thread's value and those of all lanes after it.
template <class A> DEVICE A sumFromLane(A value, int32_t lane) {
  ROLLED for (int delta = 1; delta < WARP; delta *= 2) {
    A other = shuffleDown(value, delta);
    if (lane + delta < WARP) {
      value = wideSum(value, other);
    }
  }
  return value;
}

// Units are numbered line by line, chunk by chunk; carries[u] is the sum of the line up to the end of
// unit u, totals[u] that of unit u alone. Threads of a block take elements in reverse, so that what
// lies before an element is in the lanes and warps after its own.
#define CUMSUM_KERNEL(suffix, T)                                                                   \
  BLOCK_KERNEL(cumsum_##suffix, In<T> x, Out<typename ScanResult<T>::Type> out,                    \
               In<Wide<T>> carries, Out<Wide<T>> totals, Strided<2> lines, int64_t xStride,        \
               int64_t outStride, int64_t chunks, int64_t length, int64_t chunk, int64_t units,    \
               int32_t perLine, int32_t mode) {                                                    \
    using R = typename ScanResult<T>::Type;                                                        \
    SHARED(Wide<T>, tile, 2 * WARP);                                                               \
    Team team(perLine);                                                                            \
    if (team.unit >= units) {                                                                      \
      return;                                                                                      \
    }                                                                                              \
    int64_t line = team.unit / chunks;                                                             \
    int64_t part = team.unit - line * chunks;                                                      \
    int64_t offset[2];                                                                             \
    locate(lines, line, offset);                                                                   \
    int64_t first = part * chunk;                                                                  \
    int64_t end = first + chunk < length ? first + chunk : length;                                 \
    if (perLine == 1) {                                                                            \
      Sum<Wide<T>> sum;                                                                            \
      ROLLED for (int64_t j = first; j < end; j++) {                                               \
        sum.add(loadWide(x, offset[0] + j * xStride));                                             \
        out[offset[1] + j * outStride] = Number<R>::store(sum.value());                            \
      }                                                                                            \
      return;                                                                                      \
    }                                                                                              \
    int32_t warps = static_cast<int32_t>(blockDim.x) / WARP;                                       \
    int32_t warp = static_cast<int32_t>(threadIdx.x) / WARP;                                       \
    int32_t lane = static_cast<int32_t>(threadIdx.x) % WARP;                                       \
    Wide<T> carry = 0;                                                                             \
    if (mode == CARRIED && part > 0) {                                                             \
      carry = carries[team.unit - 1];                                                              \
    }                                                                                              \
    int32_t half = 0;                                                                              \
    for (int64_t start = first; start < end; start += blockDim.x) {                                \
      int64_t j = start + blockDim.x - 1 - threadIdx.x;                                            \
      Wide<T> value = j < end ? loadWide(x, offset[0] + j * xStride) : Wide<T>(0);                 \
      value = sumFromLane(value, lane);                                                            \
      if (lane == 0) {                                                                             \
        tile[half + warp] = value;                                                                 \
      }                                                                                            \
      __syncthreads();                                                                             \
      Wide<T> before = carry;                                                                      \
      ROLLED for (int32_t w = warps - 1; w >= 0; w--) {                                            \
        if (w == warp) {                                                                           \
          before = carry;                                                                          \
        }                                                                                          \
        Wide<T> total = tile[half + w];                                                            \
        carry = wideSum(carry, total);                                                             \
      }                                                                                            \
      if (mode != TOTALS_ONLY && j < end) {                                                        \
        out[offset[1] + j * outStride] = Number<R>::store(wideSum(before, value));                 \
      }                                                                                            \
      half = WARP - half;                                                                          \
    }                                                                                              \
    if (mode == TOTALS_ONLY && threadIdx.x == 0) {                                                 \
      totals[team.unit] = carry;                                                                   \
    }                                                                                              \
  }

FOR_ALL(CUMSUM_KERNEL)
