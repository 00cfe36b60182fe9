#include "copy_item.h"

#include <cstring>

#include "../reports.h"

namespace emulation {

namespace {

const uint8_t* bytesAt(uint64_t address) { return reinterpret_cast<const uint8_t*>(address); }

// Two digests differ if a word does, nearly always.
uint64_t digest(const uint8_t* bytes, uint64_t size) {
  uint64_t sum = size;
  uint64_t i = 0;
  for (; i + 8 <= size; i += 8) {
    uint64_t word;
    std::memcpy(&word, bytes + i, 8);
    sum = (sum ^ word) * 0x9e3779b97f4a7c15u;
    sum ^= sum >> 32;
  }
  for (; i < size; i++) {
    sum = (sum ^ bytes[i]) * 0x9e3779b97f4a7c15u;
  }
  return sum;
}

bool isPinned(const End& end) { return end.allocation && end.allocation->home() == Home::HOST; }

}  // namespace

CopyItem::CopyItem(std::string label, End to, End from, uint64_t bytes)
    : label_(std::move(label)), to_(std::move(to)), from_(std::move(from)), bytes_(bytes) {
  if (from_.allocation == nullptr) {
    staged_.assign(bytesAt(from_.address), bytesAt(from_.address) + bytes);
  } else if (isPinned(from_)) {
    writesBefore_ = from_.allocation->writes();
    digest_ = digest(bytesAt(from_.address), bytes);
  }
}

void CopyItem::run() {
  if (from_.allocation && from_.allocation->hasUnwritten(from_.range(bytes_))) {
    reports().add("never written: " + actor->text() + " reads " + std::to_string(bytes_) + " bytes at offset " +
                  std::to_string(from_.range(bytes_).begin) + " of " + from_.allocation->text());
  }
  if (isPinned(from_) && from_.allocation->writes() == writesBefore_ &&
      digest(bytesAt(from_.address), bytes_) != digest_) {
    reports().add("changed too early: the host has written to " + from_.allocation->text() + " before " +
                  actor->text() + ", enqueued before that, had read it");
  }
  const uint8_t* source = from_.allocation ? bytesAt(from_.address) : staged_.data();
  std::memmove(reinterpret_cast<void*>(to_.address), source, bytes_);
  if (from_.allocation) {
    from_.allocation->touched({from_.range(bytes_)}, {}, actor, clock);
  }
  if (to_.allocation) {
    to_.allocation->touched({}, {to_.range(bytes_)}, actor, clock);
  }
}

}  // namespace emulation
