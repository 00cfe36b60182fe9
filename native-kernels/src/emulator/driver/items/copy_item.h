// A copy of bytes in a stream.
#pragma once

#include <vector>

#include "../allocation.h"
#include "../item.h"

namespace emulation {

// One end of a copy. Without an allocation it is pageable memory of the host.
struct End {
  uint64_t address;
  AllocationPtr allocation;

  Range range(uint64_t bytes) const {
    uint64_t begin = address - allocation->base();
    return {begin, begin + bytes};
  }
};

class CopyItem : public Item {
 public:
  // `label`: "HtoD", "DtoH", "DtoD", "peer". Pageable sources are read now, as the driver does; pinned
  // ones must not change until the copy has run.
  CopyItem(std::string label, End to, End from, uint64_t bytes);

  std::string kind() const override { return "copy"; }
  std::string what() const override { return "copy " + label_; }
  std::string details() const override { return " direction=" + label_ + " bytes=" + std::to_string(bytes_); }
  void run() override;

 private:
  const std::string label_;
  const End to_;
  const End from_;
  const uint64_t bytes_;
  std::vector<uint8_t> staged_;
  uint64_t digest_ = 0;        // of a pinned source, when it was enqueued
  uint64_t writesBefore_ = 0;  // of devices to it, by then
};

}  // namespace emulation
