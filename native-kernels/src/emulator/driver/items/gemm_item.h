// A matrix product in a stream.
#pragma once

#include "../allocation.h"
#include "../api/gemm.h"
#include "../item.h"

namespace emulation {

class GemmItem : public Item {
 public:
  GemmItem(const GemmCall& call, AllocationPtr a, AllocationPtr b, AllocationPtr c, AllocationPtr workspace)
      : call_(call), a_(std::move(a)), b_(std::move(b)), c_(std::move(c)), workspace_(std::move(workspace)) {}

  std::string kind() const override { return "gemm"; }
  std::string details() const override;
  void run() override;

 private:
  const GemmCall call_;
  const AllocationPtr a_;
  const AllocationPtr b_;
  const AllocationPtr c_;
  const AllocationPtr workspace_;
};

// The bytes from a matrix's first to behind its last, all of a batch.
uint64_t gemmBytes(const GemmMatrix& matrix, int64_t rows, int64_t columns, int64_t batch, Number type);

}  // namespace emulation
