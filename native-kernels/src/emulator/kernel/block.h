// The threads of a block as fibers, in an order that is shuffled at each barrier.
#pragma once

#include <cstdint>
#include <memory>
#include <source_location>
#include <vector>

#include "fiber.h"
#include "launch.h"
#include "shared_memory.h"

namespace emulation {

class Block {
 public:
  Block(Launch& launch, ThreadBody body);
  ~Block();
  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;

  // The block that this thread runs, or null.
  static Block* current();

  void run(Dim3 index);

  // By the running fiber.
  void barrier(uint32_t line);
  void warpBarrier(uint32_t line);
  uint64_t exchange(uint64_t bits, int sourceLane, uint32_t line);

  SharedMemory& shared() { return shared_; }
  Launch& launch() { return launch_; }
  Moment moment() const;

 private:
  enum class State { READY, AT_BARRIER, AT_WARP, DONE };

  struct Thread {
    Block* block;
    uint16_t number;
    Dim3 index;
    State state;
    uint32_t line;  // where it waits
    unsigned exchanges = 0;
    Fiber fiber;
  };

  struct Warp {
    uint32_t epoch = 0;
    int members = 0;
    int arrived = 0;
    uint32_t line = 0;
    uint64_t given[2][WARP];
  };

  static void enter(void* thread);
  void suspend(State state, uint32_t line);
  void meetWarp(uint32_t line);
  void shuffle(size_t from);
  void runReady();
  bool releaseBarrier();
  Warp& warp() { return warps_[running_ / WARP]; }

  Launch& launch_;
  const ThreadBody body_;
  LentStacks stacks_;
  SharedMemory shared_;
  std::vector<Thread> threads_;
  std::vector<Warp> warps_;
  std::vector<uint16_t> ready_;
  uint16_t running_ = 0;
  uint32_t epoch_ = 1;
  uint64_t random_;
};

}  // namespace emulation
