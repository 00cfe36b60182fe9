#include "device.h"

#include <algorithm>

namespace emulation {

bool Device::takePooled(uint64_t bytes) {
  if (bytes > memory_ || plain_ + pool.used + bytes > memory_) {
    return false;
  }
  pool.used += bytes;
  pool.usedHigh = std::max(pool.usedHigh, pool.used);
  pool.reserved = std::max(pool.reserved, pool.used);
  pool.reservedHigh = std::max(pool.reservedHigh, pool.reserved);
  return true;
}

bool Device::takePlain(uint64_t bytes) {
  if (bytes > memory_ || plain_ + pool.used + bytes > memory_) {
    return false;
  }
  plain_ += bytes;
  trim(memory_ - plain_);
  return true;
}

void Device::trim(uint64_t keep) { pool.reserved = std::max(pool.used, std::min(pool.reserved, keep)); }

}  // namespace emulation
