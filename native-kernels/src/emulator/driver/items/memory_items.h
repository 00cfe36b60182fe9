// Stream-ordered allocation and freeing, where they stand in their stream.
#pragma once

#include "../driver.h"

namespace emulation {

class AllocItem : public Item {
 public:
  explicit AllocItem(AllocationPtr allocation) : allocation_(std::move(allocation)) {}

  std::string kind() const override { return "alloc"; }
  std::string details() const override {
    return " allocation=" + std::to_string(allocation_->id()) + " bytes=" + std::to_string(allocation_->size());
  }
  void run() override {}

 private:
  const AllocationPtr allocation_;
};

class FreeItem : public Item {
 public:
  FreeItem(Driver& driver, AllocationPtr allocation) : driver_(driver), allocation_(std::move(allocation)) {}

  // Also when its stream never came to it.
  ~FreeItem() override { driver_.memory.forget(allocation_); }

  std::string kind() const override { return "free"; }
  std::string what() const override { return "cuMemFreeAsync"; }
  std::string details() const override {
    return " allocation=" + std::to_string(allocation_->id()) + " bytes=" + std::to_string(allocation_->size());
  }
  void run() override { allocation_->ended(actor, clock); }

 private:
  Driver& driver_;
  const AllocationPtr allocation_;
};

}  // namespace emulation
