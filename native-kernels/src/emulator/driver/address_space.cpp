#include "address_space.h"

#include <sys/mman.h>

#include <cstring>

namespace emulation {

namespace {

constexpr uint64_t RESERVED = uint64_t{1} << 42;
constexpr uint64_t SLAB = uint64_t{4} << 20;
constexpr uint64_t SMALL = uint64_t{256} << 10;
constexpr uint64_t ALIGNMENT = 512;
constexpr uint64_t GUARD = 512;
constexpr uint64_t GRAIN = uint64_t{64} << 10;
constexpr int PRIVATE = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;

uint64_t roundUp(uint64_t n, uint64_t to) { return (n + to - 1) / to * to; }

void* pointer(uint64_t address) { return reinterpret_cast<void*>(address); }

}  // namespace

AddressSpace::AddressSpace() {
  void* start = mmap(nullptr, RESERVED, PROT_NONE, PRIVATE, -1, 0);
  if (start != MAP_FAILED) {
    begin_ = roundUp(reinterpret_cast<uint64_t>(start), GRAIN);
    next_ = begin_;
  }
}

uint64_t AddressSpace::map(uint64_t size) {
  uint64_t needed = roundUp(size + GUARD, GRAIN) + GRAIN;
  if (begin_ == 0 || needed > RESERVED / 2) {
    return 0;
  }
  for (int wraps = 0; wraps < 2;) {
    if (next_ + needed > begin_ + RESERVED - GRAIN) {
      next_ = begin_;
      wraps++;
    }
    auto after = segments_.lower_bound(next_);
    if (after != segments_.begin()) {
      auto before = std::prev(after);
      if (before->first + before->second.size > next_) {
        next_ = before->first + before->second.size;
        continue;
      }
    }
    if (after == segments_.end() || next_ + needed <= after->first) {
      uint64_t address = next_;
      if (mprotect(pointer(address), needed - GRAIN, PROT_READ | PROT_WRITE) != 0) {
        return 0;
      }
      segments_[address] = {needed, 0};
      next_ += needed;
      return address;
    }
    next_ = after->first + after->second.size;
  }
  return 0;
}

uint64_t AddressSpace::take(uint64_t size) {
  uint64_t address = 0;
  {
    std::lock_guard lock(mutex_);
    if (size > SMALL) {
      address = map(size);
      if (address == 0) {
        return 0;
      }
      segments_[address].live = 1;
    } else {
      uint64_t needed = roundUp(size, ALIGNMENT) + GUARD;
      if (slab_ == 0 || slabNext_ + needed > slab_ + SLAB) {
        uint64_t old = slab_;
        slab_ = map(SLAB);
        slabNext_ = slab_;
        if (old != 0) {
          unmapIfDead(segments_.find(old));
        }
        if (slab_ == 0) {
          return 0;
        }
      }
      address = slabNext_;
      slabNext_ += needed;
      segments_[slab_].live++;
    }
  }
  std::memset(pointer(address), 0xff, size);
  return address;
}

void AddressSpace::release(uint64_t address) {
  std::lock_guard lock(mutex_);
  auto segment = std::prev(segments_.upper_bound(address));
  segment->second.live--;
  unmapIfDead(segment);
}

void AddressSpace::unmapIfDead(std::map<uint64_t, Segment>::iterator segment) {
  if (segment->second.live == 0 && segment->first != slab_) {
    mmap(pointer(segment->first), segment->second.size, PROT_NONE, PRIVATE | MAP_FIXED, -1, 0);
    segments_.erase(segment);
  }
}

}  // namespace emulation
