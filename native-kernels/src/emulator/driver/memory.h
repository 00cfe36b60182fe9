// All allocations, by address.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include "address_space.h"
#include "allocation.h"

namespace emulation {

class Memory {
 public:
  // Null if the machine has no more.
  AllocationPtr allocate(Home home, int device, uint64_t size, ActorPtr maker);

  // Memory of the host that is not ours.
  AllocationPtr enrol(uint64_t address, uint64_t size);

  // The one that has the address, or ends at it; null if there is none now.
  AllocationPtr find(uint64_t address) const;

  // What was at the address before it was freed; empty if nothing was.
  std::string formerly(uint64_t address) const;

  void forget(const AllocationPtr& allocation);

  // Live allocations.
  template <class F> void each(F visit) const {
    std::lock_guard lock(mutex_);
    for (const auto& [base, allocation] : live_) {
      visit(allocation);
    }
  }

 private:
  struct Former {
    uint64_t size;
    std::string text;
  };

  AllocationPtr add(AllocationPtr allocation);

  mutable std::mutex mutex_;
  AddressSpace space_;
  uint64_t nextId_ = 1;
  std::map<uint64_t, AllocationPtr> live_;
  std::map<uint64_t, Former> former_;
};

}  // namespace emulation
