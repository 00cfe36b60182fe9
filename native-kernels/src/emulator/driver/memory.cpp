#include "memory.h"

#include <utility>

namespace emulation {

namespace {
constexpr size_t FORMER_KEPT = 100000;
constexpr uint64_t GRAIN = 64;
}

AllocationPtr Memory::allocate(Home home, int device, uint64_t size, ActorPtr maker) {
  uint64_t base = space_.take(size);
  if (base == 0) {
    return nullptr;
  }
  std::lock_guard lock(mutex_);
  return add(std::make_shared<Allocation>(nextId_++, home, device, base, size, std::move(maker), &space_));
}

AllocationPtr Memory::enrol(uint64_t address, uint64_t size) {
  const uint64_t before = address % GRAIN;  // a region's bits need an aligned start
  std::lock_guard lock(mutex_);
  return add(std::make_shared<Allocation>(nextId_++, Home::HOST, -1, address - before, size + before, nullptr, nullptr));
}

AllocationPtr Memory::add(AllocationPtr allocation) {
  live_[allocation->base()] = allocation;
  if (former_.size() > FORMER_KEPT) {
    former_.clear();
  }
  former_.erase(allocation->base());
  return allocation;
}

AllocationPtr Memory::find(uint64_t address) const {
  std::lock_guard lock(mutex_);
  auto after = live_.upper_bound(address);
  if (after == live_.begin()) {
    return nullptr;
  }
  const AllocationPtr& allocation = std::prev(after)->second;
  return address <= allocation->end() ? allocation : nullptr;
}

std::string Memory::formerly(uint64_t address) const {
  std::lock_guard lock(mutex_);
  auto after = former_.upper_bound(address);
  if (after == former_.begin()) {
    return "";
  }
  auto former = std::prev(after);
  return address <= former->first + former->second.size ? former->second.text : "";
}

void Memory::forget(const AllocationPtr& allocation) {
  std::lock_guard lock(mutex_);
  live_.erase(allocation->base());
  ActorPtr freer = allocation->freer();
  former_[allocation->base()] = {allocation->size(),
                                 allocation->text() + (freer ? ", freed by " + freer->text() : ", freed by the host")};
}

}  // namespace emulation
