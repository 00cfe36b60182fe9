#include "block.h"

#include <string>
#include <utility>

namespace emulation {

namespace {
constinit thread_local Block* running = nullptr;
}

Block::Block(Launch& launch, ThreadBody body)
    : launch_(launch), body_(body), shared_(launch), random_(launch.seed() * 0x9e3779b97f4a7c15u | 1) {
  const Dim3 size = launch.block();
  const size_t count = size_t{size.x} * size.y * size.z;
  threads_.resize(count);
  warps_.resize((count + WARP - 1) / WARP);
  for (size_t i = 0; i < count; i++) {
    threads_[i].block = this;
    threads_[i].number = static_cast<uint16_t>(i);
    threads_[i].index = {static_cast<unsigned>(i % size.x), static_cast<unsigned>(i / size.x % size.y),
                         static_cast<unsigned>(i / size.x / size.y)};
    warps_[i / WARP].members++;
  }
  running = this;
}

Block::~Block() { running = nullptr; }

Block* Block::current() { return running; }

Moment Block::moment() const { return {epoch_, warps_[running_ / WARP].epoch, running_}; }

void Block::enter(void* argument) {
  auto* thread = static_cast<Thread*>(argument);
  Block* block = thread->block;
  block->body_.call(block->body_.body);
  thread->state = State::DONE;
  thread->fiber.suspend();
}

void Block::suspend(State state, uint32_t line) {
  Thread& thread = threads_[running_];
  thread.state = state;
  thread.line = line;
  thread.fiber.suspend();
}

// Puts ready_[from..] into another order.
void Block::shuffle(size_t from) {
  for (size_t i = ready_.size(); i > from + 1; i--) {
    random_ ^= random_ << 13;
    random_ ^= random_ >> 7;
    random_ ^= random_ << 17;
    std::swap(ready_[i - 1], ready_[from + random_ % (i - from)]);
  }
}

void Block::run(Dim3 index) {
  blockIdx = index;
  epoch_++;
  shared_.clear(epoch_);
  ready_.clear();
  for (Thread& thread : threads_) {
    thread.state = State::READY;
    thread.exchanges = 0;
    thread.fiber.start((*stacks_).end(thread.number), enter, &thread);
    ready_.push_back(thread.number);
  }
  for (Warp& warp : warps_) {
    warp.arrived = 0;
  }
  shuffle(0);
  do {
    runReady();
  } while (releaseBarrier());
}

void Block::runReady() {
  for (size_t i = 0; i < ready_.size(); i++) {
    Thread& thread = threads_[ready_[i]];
    running_ = thread.number;
    threadIdx = thread.index;
    thread.fiber.resume();
  }
  ready_.clear();
}

// Nothing is ready: lets the threads at the barrier go on. False if the block is over.
bool Block::releaseBarrier() {
  size_t done = 0;
  size_t atBarrier = 0;
  const Thread* waiting = nullptr;
  bool sameLine = true;
  for (Thread& thread : threads_) {
    done += thread.state == State::DONE;
    if (thread.state == State::AT_BARRIER) {
      atBarrier++;
      sameLine = sameLine && (waiting == nullptr || waiting->line == thread.line);
      waiting = &thread;
    }
  }
  if (done == threads_.size()) {
    return false;
  }
  if (waiting == nullptr) {
    launch_.report("divergent warp: some of its threads wait in a shuffle or __syncwarp that the others never come to");
    return false;
  }
  if (atBarrier < threads_.size() || !sameLine) {
    threadIdx = waiting->index;
    launch_.report("divergent barrier: " + std::to_string(atBarrier) + " of " + std::to_string(threads_.size()) +
                   " threads wait in __syncthreads (line " + std::to_string(waiting->line) + "), " +
                   (sameLine ? std::to_string(done) + " have ended" : "at several places"));
    if (!sameLine || atBarrier + done < threads_.size()) {
      return false;
    }
  }
  epoch_++;
  for (Thread& thread : threads_) {
    if (thread.state == State::AT_BARRIER) {
      thread.state = State::READY;
      ready_.push_back(thread.number);
    }
  }
  shuffle(0);
  return true;
}

void Block::barrier(uint32_t line) { suspend(State::AT_BARRIER, line); }

// Returns when every thread of the warp is here.
void Block::meetWarp(uint32_t line) {
  Warp& mine = warp();
  if (mine.arrived == 0) {
    mine.line = line;
  } else if (mine.line != line) {
    launch_.report("divergent warp: one thread in a shuffle of line " + std::to_string(mine.line) +
                   ", another in one of line " + std::to_string(line));
  }
  if (++mine.arrived < mine.members) {
    suspend(State::AT_WARP, line);
    return;
  }
  mine.arrived = 0;
  const size_t before = ready_.size();
  const uint16_t first = running_ / WARP * WARP;
  for (int i = 0; i < mine.members; i++) {
    if (first + i != running_) {
      threads_[first + i].state = State::READY;
      ready_.push_back(first + i);
    }
  }
  shuffle(before);
}

void Block::warpBarrier(uint32_t line) {
  const uint32_t before = warp().epoch;
  meetWarp(line);
  warp().epoch = before + 1;
}

uint64_t Block::exchange(uint64_t bits, int sourceLane, uint32_t line) {
  Warp& mine = warp();
  if (mine.members < WARP) {
    launch_.report("shuffle in a warp of " + std::to_string(mine.members) + " threads");
  }
  const int round = threads_[running_].exchanges++ & 1;
  mine.given[round][running_ % WARP] = bits;
  meetWarp(line);
  return mine.given[round][sourceLane];
}

int lane() {
  return static_cast<int>((threadIdx.x + blockDim.x * (threadIdx.y + uint64_t{blockDim.y} * threadIdx.z)) % WARP);
}

uint64_t exchange(uint64_t bits, int sourceLane, std::source_location where) {
  Block* block = Block::current();
  if (block == nullptr) {
    Launch::current()->report("a shuffle in a KERNEL, which is for BLOCK_KERNELs");
    return bits;
  }
  return block->exchange(bits, sourceLane, where.line());
}

}  // namespace emulation

void __syncthreads(std::source_location where) {
  if (emulation::Block* block = emulation::Block::current()) {
    block->barrier(where.line());
  } else {
    emulation::Launch::current()->report("__syncthreads in a KERNEL, which is for BLOCK_KERNELs");
  }
}

void __syncwarp(unsigned mask, std::source_location where) {
  emulation::Block* block = emulation::Block::current();
  if (block == nullptr) {
    emulation::Launch::current()->report("__syncwarp in a KERNEL, which is for BLOCK_KERNELs");
  } else if (mask != 0xffffffffu) {
    emulation::Launch::current()->report("__syncwarp of a part of a warp is not emulated");
  } else {
    block->warpBarrier(where.line());
  }
}
