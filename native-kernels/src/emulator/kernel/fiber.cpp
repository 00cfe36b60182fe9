#include "fiber.h"

#include <sys/mman.h>

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <new>
#include <utility>

extern "C" {
void emulationSwitch(void** from, void* to);
void emulationStart();
}

namespace emulation {

void Fiber::start(void* stackEnd, void (*entry)(void*), void* argument) {
  // As emulationSwitch leaves a stack; emulationStart is entered with it aligned to 16 bytes.
  auto* top = static_cast<uint64_t*>(stackEnd) - 2;
  *--top = reinterpret_cast<uint64_t>(&emulationStart);
  *--top = 0;                                     // rbp
  *--top = 0;                                     // rbx
  *--top = reinterpret_cast<uint64_t>(entry);     // r12
  *--top = reinterpret_cast<uint64_t>(argument);  // r13
  *--top = 0;                                     // r14
  *--top = 0;                                     // r15
  own_ = top;
}

void Fiber::resume() { emulationSwitch(&resumer_, own_); }

void Fiber::suspend() { emulationSwitch(&own_, resumer_); }

Stacks::Stacks() {
  void* memory = mmap(nullptr, COUNT * BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) {
    throw std::bad_alloc();
  }
  memory_ = static_cast<char*>(memory);
  for (size_t i = 0; i < COUNT; i++) {
    mprotect(memory_ + i * BYTES, 4096, PROT_NONE);
  }
}

Stacks::~Stacks() { munmap(memory_, COUNT * BYTES); }

// Each stack starts at another place of a cache's sets than its neighbours.
void* Stacks::end(size_t i) const { return memory_ + (i + 1) * BYTES - i % 32 * 128; }

namespace {

struct Lender {
  std::mutex mutex;
  std::condition_variable returned;
  std::vector<std::unique_ptr<Stacks>> free;
  int made = 0;
};

constexpr int MOST = 4;

Lender& lender() {
  static Lender* only = new Lender;  // outlives every thread
  return *only;
}

}  // namespace

LentStacks::LentStacks() {
  Lender& all = lender();
  std::unique_lock lock(all.mutex);
  all.returned.wait(lock, [&] { return !all.free.empty() || all.made < MOST; });
  if (all.free.empty()) {
    all.made++;
    stacks_ = std::make_unique<Stacks>();
  } else {
    stacks_ = std::move(all.free.back());
    all.free.pop_back();
  }
}

LentStacks::~LentStacks() {
  Lender& all = lender();
  std::lock_guard lock(all.mutex);
  all.free.push_back(std::move(stacks_));
  all.returned.notify_one();
}

}  // namespace emulation
