// A stack to run a thread of a block on. Switching costs a few instructions.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace emulation {

class Fiber {
 public:
  // Makes the next resume() call entry(argument) on `stack`.
  void start(void* stackEnd, void (*entry)(void*), void* argument);

  // Runs it until it suspends itself; must not be called after entry has suspended for the last time.
  void resume();

  // On the fiber: back to where it was resumed.
  void suspend();

 private:
  void* own_ = nullptr;
  void* resumer_ = nullptr;
};

// As many stacks as a block has threads.
class Stacks {
 public:
  static constexpr size_t COUNT = 1024;
  static constexpr size_t BYTES = 128 * 1024;

  Stacks();
  ~Stacks();
  Stacks(const Stacks&) = delete;
  Stacks& operator=(const Stacks&) = delete;

  void* end(size_t i) const;

 private:
  char* memory_;
};

// Lends stacks to blocks; few are made, whoever comes when all are lent waits.
class LentStacks {
 public:
  LentStacks();
  ~LentStacks();
  LentStacks(const LentStacks&) = delete;
  LentStacks& operator=(const LentStacks&) = delete;

  const Stacks& operator*() const { return *stacks_; }

 private:
  std::unique_ptr<Stacks> stacks_;
};

}  // namespace emulation
