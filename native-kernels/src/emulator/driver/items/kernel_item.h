// A launch of a kernel in a stream.
#pragma once

#include <vector>

#include "../../kernel/launch.h"
#include "../item.h"

namespace emulation {

class KernelItem : public Item {
 public:
  KernelItem(const Entry& entry, Dim3 grid, Dim3 block, uint64_t seed, std::vector<uint8_t> parameters,
             std::vector<Granted> granted)
      : entry_(entry), grid_(grid), block_(block), seed_(seed), parameters_(std::move(parameters)),
        granted_(std::move(granted)) {}

  std::string kind() const override { return "kernel"; }
  std::string name() const override { return entry_.name; }
  std::string what() const override { return std::string("kernel ") + entry_.name; }
  std::string details() const override {
    return std::string(" name=") + entry_.name + " grid=" + text(grid_) + " block=" + text(block_);
  }

  void run() override {
    Launch launch(entry_, grid_, block_, seed_, granted_, actor);
    launch.run(parameters_.data());
    launch.settle(clock);
  }

 private:
  static std::string text(Dim3 size) {
    return std::to_string(size.x) + "x" + std::to_string(size.y) + "x" + std::to_string(size.z);
  }

  const Entry& entry_;
  const Dim3 grid_;
  const Dim3 block_;
  const uint64_t seed_;
  const std::vector<uint8_t> parameters_;
  const std::vector<Granted> granted_;
};

}  // namespace emulation
