// Addresses for device memory that are handed out once: what was freed is unmapped and its address not
// used again until the whole reservation has been gone through.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>

namespace emulation {

class AddressSpace {
 public:
  AddressSpace();

  // At least `size` bytes, aligned to 512, all of them 0xff; 0 if the machine has no more.
  uint64_t take(uint64_t size);

  void release(uint64_t address);

 private:
  struct Segment {
    uint64_t size;
    uint64_t live;
  };

  uint64_t map(uint64_t size);
  void unmapIfDead(std::map<uint64_t, Segment>::iterator segment);

  std::mutex mutex_;
  uint64_t begin_ = 0;
  uint64_t next_ = 0;
  std::map<uint64_t, Segment> segments_;
  uint64_t slab_ = 0;  // the segment that small ones are cut from; 0: none
  uint64_t slabNext_ = 0;
};

}  // namespace emulation
