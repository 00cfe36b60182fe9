// Kernels that do right, and some that each do one thing wrong, for the emulator's own tests.
#include "kernel.cuh"

KERNEL(scale, In<float> x, Out<float> y, float factor, int64_t n) {
  for (int64_t i = globalThread(); i < n; i += globalThreads()) {
    y[i] = x[i] * factor;
  }
}

KERNEL(double_up, In<float> x, Out<float> y, int64_t n) {
  for (int64_t i = globalThread(); i < n; i += globalThreads()) {
    y[i] = x[i] + x[i];
  }
}

// Small parameters between wide ones: their places are those of C.
KERNEL(mixed, Out<double> y, int32_t a, double b, uint8_t c, int64_t d, Strided<2> s) {
  if (globalThread() == 0) {
    y[0] = a + b + c + d + s.size[1];
  }
}

KERNEL(packs, In<float> x, Out<float> y, int64_t n) {
  for (int64_t i = globalThread() * 4; i < n; i += globalThreads() * 4) {
    storePack<4>(y, i, loadPack<4>(x, i));
  }
}

KERNEL(fault_at, Out<int64_t> fault, int64_t launch, int64_t at) {
  if (globalThread() >= at) {
    reportFault(fault, launch, globalThread(), at);
  }
}

KERNEL(barrier_in_kernel, Out<float> y) {
  y[globalThread()] = 0;
  __syncthreads();
}

// The sum of a block's 256 values by shuffles and shared memory. SKIP: which barrier is left out.
template <int SKIP> DEVICE void blockSum(In<float> x, Out<float> y, Shared<float> parts, Shared<float> total) {
  for (int round = 0; round < 2; round++) {
    float sum = x[blockIdx.x * 256 + threadIdx.x];
    for (int delta = WARP / 2; delta > 0; delta /= 2) {
      sum += shuffleDown(sum, delta);
    }
    if (threadIdx.x % WARP == 0) {
      parts[threadIdx.x / WARP] = sum;
    }
    if (SKIP != 1) __syncthreads();
    if (threadIdx.x == 0) {
      float all = 0;
      for (int warp = 0; warp < 256 / WARP; warp++) {
        all += parts[warp];
      }
      total[0] = all;
    }
    if (SKIP != 2) __syncthreads();
    y[blockIdx.x * 256 + threadIdx.x] = total[0];
  }
}

#define M(name, skip) \
  BLOCK_KERNEL(name, In<float> x, Out<float> y) { \
    SHARED(float, parts, 8); \
    SHARED(float, total, 1); \
    blockSum<skip>(x, y, parts, total); \
  }
M(block_sum, 0)
M(block_sum_without_first, 1)
M(block_sum_without_second, 2)
#undef M

// Reverses 256 values through shared memory.
template <bool BARRIER> DEVICE void reverseBlock(In<float> x, Out<float> y, Shared<float> tile) {
  tile[threadIdx.x] = x[threadIdx.x];
  if (BARRIER) __syncthreads();
  y[threadIdx.x] = tile[255 - threadIdx.x];
}
BLOCK_KERNEL(reverse, In<float> x, Out<float> y) {
  SHARED(float, tile, 256);
  reverseBlock<true>(x, y, tile);
}
BLOCK_KERNEL(reverse_without, In<float> x, Out<float> y) {
  SHARED(float, tile, 256);
  reverseBlock<false>(x, y, tile);
}

// Neighbours within a warp exchange through shared memory.
BLOCK_KERNEL(warp_exchange, In<float> x, Out<float> y) {
  SHARED(float, tile, 64);
  tile[threadIdx.x] = x[threadIdx.x];
  __syncwarp();
  y[threadIdx.x] = tile[threadIdx.x ^ 1];
}
BLOCK_KERNEL(warp_exchange_without, In<float> x, Out<float> y) {
  SHARED(float, tile, 64);
  tile[threadIdx.x] = x[threadIdx.x];
  shuffleXor(1.0f, 1);
  y[threadIdx.x] = tile[threadIdx.x ^ 1];
}
// The barrier of a warp is none for the others.
BLOCK_KERNEL(block_exchange_by_warps, In<float> x, Out<float> y) {
  SHARED(float, tile, 64);
  tile[threadIdx.x] = x[threadIdx.x];
  __syncwarp();
  y[threadIdx.x] = tile[threadIdx.x ^ WARP];
}

BLOCK_KERNEL(shared_unwritten, Out<float> y) {
  SHARED(float, tile, 256);
  if (threadIdx.x > 0) tile[threadIdx.x] = 1;
  __syncthreads();
  y[threadIdx.x] = tile[threadIdx.x];
}
BLOCK_KERNEL(shared_out_of_bounds, Out<float> y) {
  SHARED(float, tile, 255);
  tile[threadIdx.x] = 1;
  y[threadIdx.x] = 1;
}

BLOCK_KERNEL(barrier_for_some, Out<float> y, int64_t n) {
  if (threadIdx.x >= n) return;
  __syncthreads();
  y[threadIdx.x] = 1;
}
BLOCK_KERNEL(barrier_in_branches, Out<float> y, int64_t n) {
  if (threadIdx.x < n) {
    __syncthreads();
  } else {
    __syncthreads();
  }
  y[threadIdx.x] = 1;
}
BLOCK_KERNEL(shuffle_for_some, Out<float> y, int64_t n) {
  if (threadIdx.x >= n) return;
  y[threadIdx.x] = shuffleXor(1.0f, 1);
}
BLOCK_KERNEL(lanes, Out<int32_t> down, Out<int32_t> across) {
  int32_t me = static_cast<int32_t>(threadIdx.x);
  down[me] = shuffleDown(me, 5);
  across[me] = shuffleXor(me, 9);
}
