// One launch of a kernel while it runs.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "../driver/allocation.h"
#include "entry.h"
#include "threads.h"
#include "touch_map.h"

namespace emulation {

// One allocation that a launch was given a pointer into.
struct Granted {
  AllocationPtr allocation;
  std::string refusal;  // why nothing may be touched although it exists; empty if it may
};

class Launch {
 public:
  Launch(const Entry& entry, Dim3 grid, Dim3 block, uint64_t seed, const std::vector<Granted>& granted, ActorPtr actor);
  ~Launch();
  Launch(const Launch&) = delete;
  Launch& operator=(const Launch&) = delete;

  // The launch that this thread runs, or null.
  static Launch* current();

  const Entry& entry() const { return entry_; }
  Dim3 grid() const { return grid_; }
  Dim3 block() const { return block_; }
  uint64_t seed() const { return seed_; }

  // The region of the allocation that an address belongs to; one without bytes if there is none.
  Region* region(uint64_t address);

  void run(const uint8_t* parameters) { entry_.run(*this, parameters); }

  // Hands what was touched to the allocations, which report what is not ordered.
  void settle(const Clock& clock);

  // Reports `problem` as one of this launch's thread, a few times at most.
  void report(const std::string& problem);

  // Whether this is the first read of something unwritten in the region.
  bool firstUnwritten(const Region* region);

  // "offset 8 of allocation 3 (...)", or what is known of an address outside of all.
  std::string describe(const Region* region, uint64_t address) const;

 private:
  struct Held {
    Region region;
    Granted granted;
    std::unique_ptr<TouchMap> map;
    bool unwritten = false;
  };

  const Entry& entry_;
  const Dim3 grid_;
  const Dim3 block_;
  const uint64_t seed_;
  const ActorPtr actor_;
  std::vector<Held> held_;
  Region nothing_;
  int reported_ = 0;
};

// "block 3, thread 17" for the thread that runs.
std::string threadText();

}  // namespace emulation
