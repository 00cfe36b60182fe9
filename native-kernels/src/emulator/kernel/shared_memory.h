// The shared memory of the running block, and who touched which element when.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "shared.h"

namespace emulation {

class Launch;

// A thread at a point between barriers.
struct Moment {
  uint32_t blockEpoch;
  uint32_t warpEpoch;
  uint16_t thread;
};

class SharedMemory {
 public:
  static constexpr size_t MOST_BYTES = 48 * 1024;

  explicit SharedMemory(Launch& launch) : launch_(launch) {}

  // Poisons everything: touches before `epoch` are those of another block.
  void clear(uint32_t epoch);

  SharedArray* array(const void* key, const char* name, size_t elementBytes, int64_t count);

  // Whether element i exists; reports what races.
  bool touch(SharedArray& array, int64_t i, Access access, Moment now);

 private:
  struct Storage {
    SharedArray array;
    size_t size;
    std::unique_ptr<uint8_t[]> bytes;
    std::unique_ptr<SharedCell[]> cells;
    bool reported = false;
  };

  bool ordered(const Touch& touch, Moment now) const;
  void report(SharedArray& array, const std::string& problem);

  Launch& launch_;
  std::vector<std::unique_ptr<Storage>> arrays_;
  size_t used_ = 0;
  uint32_t firstEpoch_ = 1;
};

}  // namespace emulation
