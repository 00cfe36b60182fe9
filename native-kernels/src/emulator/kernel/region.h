// What one launch may touch of one allocation, and what it has touched: one bit for each byte.
#pragma once

#include <cstddef>
#include <cstdint>

namespace emulation {

struct Region {
  uint64_t base = 0;                 // where the allocation starts
  uint64_t size = 0;                 // its bytes; 0: nothing may be touched
  const uint8_t* written = nullptr;  // by work before this launch
  uint8_t* reads = nullptr;
  uint8_t* writes = nullptr;
  uint8_t* pages = nullptr;  // a byte for each 4096 bytes: whether anything was touched there
};

constexpr int PAGE_SHIFT = 12;

enum class Access { READ, WRITE };

// Reports an access outside of the region or at a wrong alignment.
[[gnu::cold, gnu::noinline]] void refuse(const Region* region, uint64_t address, size_t bytes, Access access);

// Reports a read of bytes that nothing has written.
[[gnu::cold, gnu::noinline]] void readUnwritten(const Region* region, uint64_t offset, size_t bytes);

// The region that an address belongs to in the launch that this thread runs.
Region* regionOf(const void* address);

// Whether BYTES at the offset are inside and aligned.
template <size_t BYTES> inline bool allows(const Region* region, uint64_t offset) {
  return offset < region->size && region->size - offset >= BYTES && (region->base + offset) % BYTES == 0;
}

template <size_t BYTES> constexpr uint8_t bitsAt(uint64_t offset) {
  return BYTES >= 8 ? 0xff : static_cast<uint8_t>(((1u << BYTES) - 1) << (offset & 7));
}

// Whether BYTES at `at` may be read; notes that they are.
template <size_t BYTES> inline bool mayRead(Region* region, const void* at) {
  uint64_t offset = reinterpret_cast<uint64_t>(at) - region->base;
  if (!allows<BYTES>(region, offset)) [[unlikely]] {
    refuse(region, reinterpret_cast<uint64_t>(at), BYTES, Access::READ);
    return false;
  }
  region->pages[offset >> PAGE_SHIFT] = 1;
  constexpr uint64_t LANES = BYTES >= 8 ? BYTES / 8 : 1;
  const uint8_t bits = bitsAt<BYTES>(offset);
  const uint64_t first = offset >> 3;
  uint8_t seen = 0xff;
  for (uint64_t lane = 0; lane < LANES; lane++) {
    seen &= region->written[first + lane] | region->writes[first + lane];
    region->reads[first + lane] |= bits;
  }
  if ((seen & bits) != bits) [[unlikely]] {
    readUnwritten(region, offset, BYTES);
  }
  return true;
}

// Whether BYTES at `at` may be written; notes that they are.
template <size_t BYTES> inline bool mayWrite(Region* region, void* at) {
  uint64_t offset = reinterpret_cast<uint64_t>(at) - region->base;
  if (!allows<BYTES>(region, offset)) [[unlikely]] {
    refuse(region, reinterpret_cast<uint64_t>(at), BYTES, Access::WRITE);
    return false;
  }
  region->pages[offset >> PAGE_SHIFT] = 1;
  constexpr uint64_t LANES = BYTES >= 8 ? BYTES / 8 : 1;
  const uint8_t bits = bitsAt<BYTES>(offset);
  const uint64_t first = offset >> 3;
  for (uint64_t lane = 0; lane < LANES; lane++) {
    region->writes[first + lane] |= bits;
  }
  return true;
}

}  // namespace emulation
