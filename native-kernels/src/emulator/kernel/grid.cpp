// Runs a kernel's threads: one after the other, or as fibers where they meet at barriers.
#include "block.h"
#include "launch.h"

namespace emulation {

namespace {

// Calls visit for each index below `size`, upwards or downwards.
template <class F> void eachIndex(Dim3 size, bool down, F visit) {
  const uint64_t count = uint64_t{size.x} * size.y * size.z;
  for (uint64_t k = 0; k < count; k++) {
    const uint64_t i = down ? count - 1 - k : k;
    visit(Dim3{static_cast<unsigned>(i % size.x), static_cast<unsigned>(i / size.x % size.y),
               static_cast<unsigned>(i / size.x / size.y)});
  }
}

void runPlain(Launch& launch, ThreadBody body) {
  const bool down = launch.seed() % 2 == 0;
  eachIndex(launch.grid(), down, [&](Dim3 block) {
    blockIdx = block;
    eachIndex(launch.block(), down, [&](Dim3 thread) {
      threadIdx = thread;
      body.call(body.body);
    });
  });
}

void runBlocks(Launch& launch, ThreadBody body) {
  Block block(launch, body);
  eachIndex(launch.grid(), launch.seed() % 2 == 0, [&](Dim3 index) { block.run(index); });
}

}  // namespace

void runGrid(Launch& launch, ThreadBody body) {
  gridDim = launch.grid();
  blockDim = launch.block();
  if (launch.entry().kind == Kind::PLAIN) {
    runPlain(launch, body);
  } else {
    runBlocks(launch, body);
  }
}

}  // namespace emulation
