// Softmax and its logarithm: the greatest element of a line, the sum of what is left of it, the result.
#include "kernel.cuh"
#include "wide.cuh"
#include "line.cuh"

template <class T> struct SoftmaxLine {
  using A = Wide<T>;

  In<T> x;
  int64_t stride;
  int64_t length;
  int32_t first;
  int32_t step;

  DEVICE A greatest() const {
    A most = -static_cast<A>(INFINITY);
    for (int64_t j = first; j < length; j += step) {
      most = Greater()(most, loadWide(x, j * stride));
    }
    return most;
  }

  DEVICE A exponentials(A shift) const {
    Sum<A> sum;
    for (int64_t j = first; j < length; j += step) {
      sum.add(expOf(loadWide(x, j * stride) - shift));
    }
    return sum.value();
  }
};

#define SOFTMAX_KERNEL(suffix, T)                                                                  \
  BLOCK_KERNEL(softmax_##suffix, In<T> x, Out<T> out, Strided<2> lines, int64_t xStride,           \
               int64_t outStride, int64_t length, int64_t lineCount, int32_t perLine,              \
               int32_t logarithm) {                                                                \
    SHARED(Wide<T>, maxima, WARP);                                                                 \
    SHARED(Wide<T>, sums, WARP);                                                                   \
    Team team(perLine);                                                                            \
    if (team.unit >= lineCount) {                                                                  \
      return;                                                                                      \
    }                                                                                              \
    int64_t offset[2];                                                                             \
    locate(lines, team.unit, offset);                                                              \
    SoftmaxLine<T> line{x + offset[0], xStride, length, team.rank, perLine};                       \
    Wide<T> least = -static_cast<Wide<T>>(INFINITY);                                               \
    Wide<T> most = combineLine(line.greatest(), perLine, least, maxima, Greater());                \
    Wide<T> sum = combineLine(line.exponentials(most), perLine, Wide<T>(0), sums, Add());          \
    Wide<T> log = logOf(sum);                                                                    \
    for (int64_t j = team.rank; j < length; j += perLine) {                                        \
      Wide<T> shifted = loadWide(x, offset[0] + j * xStride) - most;                               \
      Wide<T> result = logarithm ? shifted - log : expOf(shifted) / sum;                         \
      out[offset[1] + j * outStride] = Number<T>::store(result);                                   \
    }                                                                                              \
  }

FOR_FLOATING(SOFTMAX_KERNEL)
