// How threads share out lines: the elements along the dimensions that an operation combines.
#pragma once

// A line, or a part of one, is worked on by `perLine` threads: 1 where neighbouring lines lie side by
// side in memory, a warp where lines are short, else the whole block (more than one warp).
struct Team {
  int64_t unit;
  int32_t rank;

  DEVICE explicit Team(int32_t perLine)
      : unit(static_cast<int64_t>(blockIdx.x) * (blockDim.x / perLine) + threadIdx.x / perLine),
        rank(static_cast<int32_t>(threadIdx.x % perLine)) {}
};

// Where element i is in each operand: for what happens once per line, or in unusual layouts only, so that
// one way, of 64 bits, will do.
template <int N> DEVICE void locate(const Strided<N>& s, int64_t i, int64_t (&offset)[N]) {
  offsetsOf(s, static_cast<uint64_t>(i), offset);
}

// Where element i of the only operand is; without a division where there is one dimension.
DEVICE int64_t along(const Strided<1>& s, int64_t i) {
  if (s.dims <= 1) {
    return i * s.stride[0][0];
  }
  int64_t offset[1];
  locate(s, i, offset);
  return offset[0];
}

template <class A, class F> DEVICE A combineWarp(A value, F combine) {
  ROLLED for (int mask = WARP / 2; mask > 0; mask /= 2) {
    value = combine(value, shuffleXor(value, mask));
  }
  return value;
}

// All values of the threads of a line combined, for each of them, in an order that does not depend on
// anything but `perLine`. `tile` has a place per warp and is not used for anything else.
template <class A, class F>
DEVICE A combineLine(A value, int32_t perLine, A neutral, Shared<A> tile, F combine) {
  if (perLine == 1) {
    return value;
  }
  value = combineWarp(value, combine);
  if (perLine == WARP) {
    return value;
  }
  int32_t warps = static_cast<int32_t>(blockDim.x) / WARP;
  int32_t warp = static_cast<int32_t>(threadIdx.x) / WARP;
  int32_t lane = static_cast<int32_t>(threadIdx.x) % WARP;
  if (lane == 0) {
    tile[warp] = value;
  }
  __syncthreads();
  A rest = neutral;
  if (lane < warps) {
    rest = tile[lane];
  }
  return combineWarp(rest, combine);
}
