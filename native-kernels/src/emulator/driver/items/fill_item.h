// Sets bytes, by a pattern of 1, 2 or 4 of them.
#pragma once

#include <cstring>

#include "../allocation.h"
#include "../item.h"

namespace emulation {

class FillItem : public Item {
 public:
  FillItem(AllocationPtr to, uint64_t address, uint32_t pattern, unsigned width, uint64_t count)
      : to_(std::move(to)), address_(address), pattern_(pattern), width_(width), count_(count) {}

  std::string kind() const override { return "fill"; }
  std::string details() const override { return " bytes=" + std::to_string(width_ * count_); }

  void run() override {
    auto* at = reinterpret_cast<uint8_t*>(address_);
    for (uint64_t i = 0; i < count_; i++) {
      std::memcpy(at + i * width_, &pattern_, width_);
    }
    const uint64_t begin = address_ - to_->base();
    to_->touched({}, {{begin, begin + width_ * count_}}, actor, clock);
  }

 private:
  const AllocationPtr to_;
  const uint64_t address_;
  const uint32_t pattern_;
  const unsigned width_;
  const uint64_t count_;
};

}  // namespace emulation
