#include "launch.h"

#include <utility>

#include "../driver/driver.h"
#include "../driver/reports.h"

constinit thread_local Dim3 threadIdx{};
constinit thread_local Dim3 blockIdx{};
constinit thread_local Dim3 blockDim{};
constinit thread_local Dim3 gridDim{};

namespace emulation {

namespace {
constinit thread_local Launch* running = nullptr;
constexpr int MOST_REPORTS = 4;
}  // namespace

Launch::Launch(const Entry& entry, Dim3 grid, Dim3 block, uint64_t seed, const std::vector<Granted>& granted,
               ActorPtr actor)
    : entry_(entry), grid_(grid), block_(block), seed_(seed), actor_(std::move(actor)), held_(granted.size()) {
  for (size_t i = 0; i < granted.size(); i++) {
    Held& held = held_[i];
    held.granted = granted[i];
    held.region.base = granted[i].allocation->base();
    if (granted[i].refusal.empty()) {
      held.region.size = granted[i].allocation->size();
      held.region.written = granted[i].allocation->written();
      held.map = TouchMaps::ofThread().lend(held.region.size);
      held.map->attach(held.region);
    }
  }
  running = this;
}

Launch::~Launch() {
  running = nullptr;
  for (Held& held : held_) {
    if (held.map) {
      TouchMaps::ofThread().giveBack(std::move(held.map));
    }
  }
}

Launch* Launch::current() { return running; }

Region* Launch::region(uint64_t address) {
  for (Held& held : held_) {
    if (address >= held.granted.allocation->base() && address <= held.granted.allocation->end()) {
      return &held.region;
    }
  }
  return &nothing_;
}

void Launch::settle(const Clock& clock) {
  std::vector<Range> reads;
  std::vector<Range> writes;
  for (Held& held : held_) {
    if (held.map) {
      reads.clear();
      writes.clear();
      held.map->take(reads, writes);
      held.granted.allocation->touched(reads, writes, actor_, clock);
    }
  }
}

void Launch::report(const std::string& problem) {
  if (reported_++ < MOST_REPORTS) {
    reports().add(problem + ": " + actor_->text() + ", " + threadText());
  }
}

bool Launch::firstUnwritten(const Region* region) {
  for (Held& held : held_) {
    if (&held.region == region) {
      return !std::exchange(held.unwritten, true);
    }
  }
  return true;
}

std::string Launch::describe(const Region* region, uint64_t address) const {
  for (const Held& held : held_) {
    if (&held.region == region) {
      return "offset " + std::to_string(static_cast<int64_t>(address - region->base)) + " of " +
             held.granted.allocation->text() + held.granted.refusal;
    }
  }
  if (address < 4096) {
    return "address " + std::to_string(address) + ", a null pointer";
  }
  std::string former = driver().memory.formerly(address);
  return "address " + std::to_string(address) + (former.empty() ? ", which is in no allocation" : ", formerly " + former);
}

std::string threadText() {
  auto text = [](Dim3 at, Dim3 of) {
    std::string s = std::to_string(at.x);
    return of.y == 1 && of.z == 1 ? s : s + "," + std::to_string(at.y) + "," + std::to_string(at.z);
  };
  return "block " + text(blockIdx, gridDim) + ", thread " + text(threadIdx, blockDim);
}

Region* regionOf(Launch& launch, uint64_t address) { return launch.region(address); }

Region* regionOf(const void* address) { return Launch::current()->region(reinterpret_cast<uint64_t>(address)); }

void refuse(const Region* region, uint64_t address, size_t bytes, Access access) {
  Launch& launch = *Launch::current();
  const uint64_t offset = address - region->base;
  const bool inside = offset < region->size && region->size - offset >= bytes;
  launch.report(std::string(inside ? "misaligned" : "out of bounds") + ": " +
                (access == Access::READ ? "reads " : "writes ") + std::to_string(bytes) + " bytes at " +
                launch.describe(region, address));
}

void readUnwritten(const Region* region, uint64_t offset, size_t bytes) {
  Launch& launch = *Launch::current();
  if (!launch.firstUnwritten(region)) {
    return;
  }
  launch.report("never written: reads " + std::to_string(bytes) + " bytes at " +
                launch.describe(region, region->base + offset));
}

}  // namespace emulation
