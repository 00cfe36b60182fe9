// The threads of a block: who they are, where they meet, what they exchange within a warp.
#pragma once

#include <cstdint>
#include <cstring>
#include <source_location>

struct Dim3 {
  unsigned x, y, z;
};
extern constinit thread_local Dim3 threadIdx __attribute__((tls_model("initial-exec")));
extern constinit thread_local Dim3 blockIdx __attribute__((tls_model("initial-exec")));
extern constinit thread_local Dim3 blockDim __attribute__((tls_model("initial-exec")));
extern constinit thread_local Dim3 gridDim __attribute__((tls_model("initial-exec")));

constexpr int WARP = 32;

// Every thread of the block comes here before any goes on.
void __syncthreads(std::source_location where = std::source_location::current());

// Every thread of the warp comes here before any goes on.
void __syncwarp(unsigned mask = 0xffffffffu, std::source_location where = std::source_location::current());

namespace emulation {

// Gives `bits` to the warp and yields what the thread `source(lane)` lanes away gave.
uint64_t exchange(uint64_t bits, int sourceLane, std::source_location where);

int lane();

template <class T> T exchangeValue(T value, int sourceLane, std::source_location where) {
  static_assert(sizeof(T) <= 8);
  uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof(T));
  bits = exchange(bits, sourceLane, where);
  std::memcpy(static_cast<void*>(&value), &bits, sizeof(T));
  return value;
}

}  // namespace emulation

// The value of the thread `delta` lanes up; its own where there is none.
template <class T> T shuffleDown(T value, int delta, std::source_location where = std::source_location::current()) {
  int source = emulation::lane() + delta;
  return emulation::exchangeValue(value, source < WARP ? source : emulation::lane(), where);
}

// The value of the thread whose lane differs in the bits of `mask`.
template <class T> T shuffleXor(T value, int mask, std::source_location where = std::source_location::current()) {
  return emulation::exchangeValue(value, emulation::lane() ^ mask, where);
}
