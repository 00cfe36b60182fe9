// Layer normalization. The mean is held as two numbers, a rounded one and the mean of what is left, so
// that rows far from zero keep their digits.
#include "kernel.cuh"
#include "wide.cuh"
#include "line.cuh"

// Operands of `inner`, the normalized dimensions: x, out, weight, bias.
enum Operand { X, OUT, WEIGHT, BIAS };

template <class T> struct LayerNormLine {
  using A = Wide<T>;

  In<T> x;
  const Strided<4>& inner;
  int64_t length;
  int32_t first;
  int32_t step;

  DEVICE void place(int64_t j, int64_t (&at)[4]) const {
    if (inner.dims <= 1) {
      for (int k = 0; k < 4; k++) {
        at[k] = j * inner.stride[k][0];
      }
    } else {
      locate(inner, j, at);
    }
  }

  DEVICE A sum() const {
    Sum<A> sum;
    ROLLED for (int64_t j = first; j < length; j += step) {
      int64_t at[4];
      place(j, at);
      sum.add(loadWide(x, at[X]));
    }
    return sum.value();
  }

  // Of the differences from `mean` and of their squares.
  DEVICE void sums(A mean, A& differences, A& squares) const {
    Sum<A> sum;
    Sum<A> sumOfSquares;
    ROLLED for (int64_t j = first; j < length; j += step) {
      int64_t at[4];
      place(j, at);
      A difference = loadWide(x, at[X]) - mean;
      sum.add(difference);
      sumOfSquares.add(difference * difference);
    }
    differences = sum.value();
    squares = sumOfSquares.value();
  }
};

#define LAYER_NORM_KERNEL(suffix, T)                                                               \
  BLOCK_KERNEL(layernorm_##suffix, In<T> x, In<T> weight, In<T> bias, Out<T> out,                  \
               Strided<2> lines, Strided<4> inner, int64_t length, int64_t lineCount,              \
               int32_t perLine, int32_t affine, double epsilon) {                                  \
    using A = Wide<T>;                                                                             \
    SHARED(A, sums, WARP);                                                                         \
    SHARED(A, differences, WARP);                                                                  \
    SHARED(A, squares, WARP);                                                                      \
    Team team(perLine);                                                                            \
    if (team.unit >= lineCount) {                                                                  \
      return;                                                                                      \
    }                                                                                              \
    int64_t offset[2];                                                                             \
    locate(lines, team.unit, offset);                                                              \
    LayerNormLine<T> line{x + offset[0], inner, length, team.rank, perLine};                       \
    A n = static_cast<A>(length);                                                                  \
    A mean = combineLine(line.sum(), perLine, A(0), sums, Add()) / n;                              \
    A rest;                                                                                        \
    A variance;                                                                                    \
    line.sums(mean, rest, variance);                                                               \
    rest = combineLine(rest, perLine, A(0), differences, Add()) / n;                               \
    variance = combineLine(variance, perLine, A(0), squares, Add()) / n - rest * rest;             \
    A scale = A(1) / sqrt(variance + static_cast<A>(epsilon));                                 \
    ROLLED for (int64_t j = team.rank; j < length; j += perLine) {                                 \
      int64_t at[4];                                                                               \
      line.place(j, at);                                                                           \
      A result = (loadWide(x, offset[0] + at[X]) - mean - rest) * scale;                           \
      if (affine) {                                                                                \
        result = result * loadWide(weight, at[WEIGHT]) + loadWide(bias, at[BIAS]);                 \
      }                                                                                            \
      out[offset[1] + at[OUT]] = Number<T>::store(result);                                         \
    }                                                                                              \
  }

FOR_FLOATING(LAYER_NORM_KERNEL)
