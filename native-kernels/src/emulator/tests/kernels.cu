// Kernels that do right, and each its own wrong, for the emulator's own tests.
#include "kernel.cuh"

KERNEL(scale, In<float> x, Out<float> y, float factor, int64_t n) {
  for (int64_t i = globalThread(); i < n; i += globalThreads()) {
    y[i] = x[i] * factor;
  }
}
