// Sets bytes, by a pattern of 1, 2 or 4 of them.
#pragma once

#include <algorithm>

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
    switch (width_) {
      case 1: set<uint8_t>(); break;
      case 2: set<uint16_t>(); break;
      default: set<uint32_t>(); break;
    }
    const uint64_t begin = address_ - to_->base();
    to_->touched({}, {{begin, begin + width_ * count_}}, actor, clock);
  }

 private:
  template <class T> void set() const {
    auto* at = reinterpret_cast<T*>(address_);
    std::fill(at, at + count_, static_cast<T>(pattern_));
  }

  const AllocationPtr to_;
  const uint64_t address_;
  const uint32_t pattern_;
  const unsigned width_;
  const uint64_t count_;
};

}  // namespace emulation
