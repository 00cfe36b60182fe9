// The greatest or least element of a line, and where it is: the first among equals, a NaN before all.
#include "kernel.cuh"
#include "wide.cuh"
#include "line.cuh"

// An index below 0 stands for no element.
template <class A> struct Candidate {
  A value;
  int64_t index;
};

// The better of two, whichever comes first.
template <class A>
DEVICE Candidate<A> better(const Candidate<A>& a, const Candidate<A>& b, int32_t greatest) {
  if (a.index < 0 || b.index < 0) {
    return a.index < 0 ? b : a;
  }
  bool aWins = isNan(a.value) || (greatest ? a.value > b.value : a.value < b.value);
  bool bWins = isNan(b.value) || (greatest ? b.value > a.value : b.value < a.value);
  if (aWins != bWins) {
    return aWins ? a : b;
  }
  return a.index < b.index ? a : b;
}

template <class A> DEVICE Candidate<A> bestOfWarp(Candidate<A> best, int32_t greatest) {
  ROLLED for (int mask = WARP / 2; mask > 0; mask /= 2) {
    Candidate<A> other{shuffleXor(best.value, mask), shuffleXor(best.index, mask)};
    best = better(best, other, greatest);
  }
  return best;
}

// As combineLine.
template <class A>
DEVICE Candidate<A> bestOfLine(Candidate<A> best, int32_t perLine, int32_t greatest,
                               Shared<A> values, Shared<int64_t> indices) {
  if (perLine == 1) {
    return best;
  }
  best = bestOfWarp(best, greatest);
  if (perLine == WARP) {
    return best;
  }
  int32_t lane = static_cast<int32_t>(threadIdx.x) % WARP;
  if (lane == 0) {
    values[threadIdx.x / WARP] = best.value;
    indices[threadIdx.x / WARP] = best.index;
  }
  __syncthreads();
  best.index = -1;
  if (lane < static_cast<int32_t>(blockDim.x) / WARP) {
    best.value = values[lane];
    best.index = indices[lane];
  }
  return bestOfWarp(best, greatest);
}

// Where lines are made in several parts, the outputs are scratch that holds first the results of all
// first parts, then those of all second ones, and so on; `staged` launches then read these results as
// x, and their indices from `from`.
#define ARG_REDUCE_KERNEL(suffix, T)                                                               \
  BLOCK_KERNEL(argreduce_##suffix, In<T> x, In<int64_t> from, Out<T> values, Out<int64_t> indices, \
               Strided<3> lines, int64_t stride, int64_t lineCount, int64_t length, int64_t chunk, \
               int64_t units, int32_t perLine, int32_t greatest, int32_t staged) {                 \
    SHARED(Wide<T>, bestValues, WARP);                                                             \
    SHARED(int64_t, bestIndices, WARP);                                                            \
    Team team(perLine);                                                                            \
    if (team.unit >= units) {                                                                      \
      return;                                                                                      \
    }                                                                                              \
    int64_t part = team.unit / lineCount;                                                          \
    int64_t line = team.unit - part * lineCount;                                                   \
    int64_t offset[3];                                                                             \
    locate(lines, line, offset);                                                                   \
    int64_t end = (part + 1) * chunk < length ? (part + 1) * chunk : length;                       \
    Candidate<Wide<T>> best{Wide<T>(0), -1};                                                       \
    ROLLED for (int64_t j = part * chunk + team.rank; j < end; j += perLine) {                     \
      int64_t at = offset[0] + j * stride;                                                         \
      best = better(best, Candidate<Wide<T>>{loadWide(x, at), j}, greatest);                       \
    }                                                                                              \
    if (staged && best.index >= 0) {                                                               \
      best.index = from[offset[0] + best.index * stride];                                          \
    }                                                                                              \
    best = bestOfLine(best, perLine, greatest, bestValues, bestIndices);                           \
    if (team.rank == 0) {                                                                          \
      values[offset[1] + part * lineCount] =                                                       \
          Number<T>::store(static_cast<Compute<T>>(best.value));                                   \
      indices[offset[2] + part * lineCount] = best.index;                                          \
    }                                                                                              \
  }

FOR_NUMBERS(ARG_REDUCE_KERNEL)
