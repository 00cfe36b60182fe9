#include "touch_map.h"

#include <bit>
#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

namespace emulation {

namespace {

constexpr uint64_t PAGE = uint64_t{1} << PAGE_SHIFT;
constexpr uint64_t KEPT_BYTES = uint64_t{64} << 20;
constexpr size_t KEPT_MAPS = 16;

// Appends the runs of set bits among `words` words, and clears them.
void takeRuns(uint8_t* bits, uint64_t firstByte, uint64_t words, std::vector<Range>& ranges) {
  for (uint64_t w = 0; w < words; w++) {
    uint64_t word;
    std::memcpy(&word, bits + 8 * w, 8);
    if (word == 0) {
      continue;
    }
    std::memset(bits + 8 * w, 0, 8);
    uint64_t at = 0;
    while (word != 0) {
      const int zeros = std::countr_zero(word);
      word >>= zeros;
      at += zeros;
      const int ones = std::countr_one(word);
      const uint64_t begin = firstByte + 64 * w + at;
      if (!ranges.empty() && ranges.back().end == begin) {
        ranges.back().end += ones;
      } else {
        ranges.push_back({begin, begin + ones});
      }
      if (ones == 64) {
        break;
      }
      word >>= ones;
      at += ones;
    }
  }
}

}  // namespace

TouchMap::TouchMap(uint64_t bytes)
    : capacity_((bytes + PAGE - 1) / PAGE * PAGE),
      bits_(static_cast<uint8_t*>(std::calloc(capacity_ / 8 * 2 + capacity_ / PAGE, 1)), std::free) {
  if (bits_ == nullptr) {
    throw std::bad_alloc();
  }
}

void TouchMap::attach(Region& region) {
  region.reads = bits_.get();
  region.writes = region.reads + capacity_ / 8;
  region.pages = region.writes + capacity_ / 8;
}

void TouchMap::take(std::vector<Range>& reads, std::vector<Range>& writes) {
  uint8_t* read = bits_.get();
  uint8_t* written = read + capacity_ / 8;
  uint8_t* pages = written + capacity_ / 8;
  for (uint64_t page = 0; page < capacity_ / PAGE; page++) {
    if (pages[page] != 0) {
      pages[page] = 0;
      takeRuns(read + page * PAGE / 8, page * PAGE, PAGE / 64, reads);
      takeRuns(written + page * PAGE / 8, page * PAGE, PAGE / 64, writes);
    }
  }
}

TouchMaps& TouchMaps::ofThread() {
  thread_local TouchMaps maps;
  return maps;
}

std::unique_ptr<TouchMap> TouchMaps::lend(uint64_t bytes) {
  for (auto& map : free_) {
    if (map->capacity() >= bytes && map->capacity() <= 4 * bytes + PAGE) {
      std::swap(map, free_.back());
      auto lent = std::move(free_.back());
      free_.pop_back();
      return lent;
    }
  }
  return std::make_unique<TouchMap>(bytes);
}

void TouchMaps::giveBack(std::unique_ptr<TouchMap> map) {
  if (map->capacity() <= KEPT_BYTES) {
    if (free_.size() == KEPT_MAPS) {
      free_.erase(free_.begin());
    }
    free_.push_back(std::move(map));
  }
}

}  // namespace emulation
