// What happened before what: one counter for each stream.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace emulation {

// The count-th item of the stream with this slot.
struct Stamp {
  uint32_t slot = 0;
  uint64_t count = 0;
};

class Clock {
 public:
  void join(const Clock& other) {
    if (counts_.size() < other.counts_.size()) {
      counts_.resize(other.counts_.size());
    }
    for (size_t i = 0; i < other.counts_.size(); i++) {
      counts_[i] = std::max(counts_[i], other.counts_[i]);
    }
  }

  void join(Stamp stamp) {
    if (counts_.size() <= stamp.slot) {
      counts_.resize(stamp.slot + 1);
    }
    counts_[stamp.slot] = std::max(counts_[stamp.slot], stamp.count);
  }

  // Whether the stamped item is done before whatever has this clock.
  bool covers(Stamp stamp) const { return stamp.slot < counts_.size() && counts_[stamp.slot] >= stamp.count; }

 private:
  std::vector<uint64_t> counts_;
};

}  // namespace emulation
