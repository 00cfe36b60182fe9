// From the number of an element to where the operands have it.
#pragma once

constexpr int MAX_DIMS = 16;

// Sizes and strides, in elements, of N operands of one shape; dimension 0 is the innermost. The host has
// left out dimensions of size 1 and joined those that lie behind each other in all operands. `wide`
// says whether indices or offsets need 64 bits.
template <int N> struct Strided {
  int32_t dims;
  int32_t wide;
  int64_t size[MAX_DIMS];
  int64_t stride[N][MAX_DIMS];
};

// The offsets of element i, in row-major order, in each operand. I: uint32_t where the host says that it
// is enough, else uint64_t (division of 64 bits is slow on a device).
template <class I, int N> DEVICE void offsetsOf(const Strided<N>& s, I i, int64_t (&offset)[N]) {
  for (int k = 0; k < N; k++) {
    offset[k] = 0;
  }
  ROLLED
  for (int d = 0; d < s.dims; d++) {
    I size = static_cast<I>(s.size[d]);
    I rest = i / size;
    int64_t at = static_cast<int64_t>(i - rest * size);
    i = rest;
    for (int k = 0; k < N; k++) {
      offset[k] += at * s.stride[k][d];
    }
  }
}

DEVICE int64_t globalThread() {
  return static_cast<int64_t>(blockIdx.x) * blockDim.x + threadIdx.x;
}

DEVICE int64_t globalThreads() { return static_cast<int64_t>(gridDim.x) * blockDim.x; }
