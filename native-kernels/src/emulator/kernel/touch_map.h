// The bits of one region during one launch, cleared as they are read.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "../driver/history.h"
#include "region.h"

namespace emulation {

class TouchMap {
 public:
  explicit TouchMap(uint64_t bytes);

  uint64_t capacity() const { return capacity_; }

  // Lets `region` note its accesses here.
  void attach(Region& region);

  // Appends the ranges that were read and written since the last call.
  void take(std::vector<Range>& reads, std::vector<Range>& writes);

 private:
  uint64_t capacity_;
  std::unique_ptr<uint8_t[], void (*)(void*)> bits_;  // reads, then writes, then pages
};

// Maps that the current thread keeps for its next launches.
class TouchMaps {
 public:
  static TouchMaps& ofThread();

  std::unique_ptr<TouchMap> lend(uint64_t bytes);
  void giveBack(std::unique_ptr<TouchMap> map);

 private:
  std::vector<std::unique_ptr<TouchMap>> free_;
};

}  // namespace emulation
