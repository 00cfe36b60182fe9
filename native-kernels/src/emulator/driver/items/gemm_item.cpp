#include "gemm_item.h"

#include <algorithm>

#include "product.h"
#include "../reports.h"

namespace emulation {

namespace {

// The bytes of each column, joined where they touch.
std::vector<Range> rangesOf(const GemmMatrix& matrix, int64_t rows, int64_t columns, int64_t batch, Number type,
                            const Allocation& allocation) {
  const uint64_t width = widthOf(type);
  const uint64_t begin = matrix.address - allocation.base();
  std::vector<Range> ranges;
  for (int64_t i = 0; i < (matrix.stride == 0 ? 1 : batch); i++) {
    for (int64_t j = 0; j < columns && rows > 0; j++) {
      const uint64_t at = begin + (i * matrix.stride + j * matrix.leading) * width;
      if (!ranges.empty() && ranges.back().end == at) {
        ranges.back().end += rows * width;
      } else {
        ranges.push_back({at, at + rows * width});
      }
    }
  }
  return ranges;
}

}  // namespace

uint64_t gemmBytes(const GemmMatrix& matrix, int64_t rows, int64_t columns, int64_t batch, Number type) {
  if (rows == 0 || columns == 0 || batch == 0) {
    return 0;
  }
  return ((batch - 1) * matrix.stride + (columns - 1) * matrix.leading + rows) * widthOf(type);
}

std::string GemmItem::details() const {
  return " m=" + std::to_string(call_.m) + " n=" + std::to_string(call_.n) + " k=" + std::to_string(call_.k) +
         " batch=" + std::to_string(call_.batch);
}

void GemmItem::run() {
  const GemmCall& g = call_;
  auto rangesA = rangesOf(g.a, g.transposeA ? g.k : g.m, g.transposeA ? g.m : g.k, g.batch, g.inputs, *a_);
  auto rangesB = rangesOf(g.b, g.transposeB ? g.n : g.k, g.transposeB ? g.k : g.n, g.batch, g.inputs, *b_);
  auto rangesC = rangesOf(g.c, g.m, g.n, g.batch, g.output, *c_);
  auto requireWritten = [&](const char* name, const Allocation& allocation, const std::vector<Range>& ranges) {
    for (Range range : ranges) {
      if (allocation.hasUnwritten(range)) {
        reports().add("never written: " + actor->text() + " reads " + name + ", " +
                      std::to_string(range.end - range.begin) + " bytes at offset " + std::to_string(range.begin) +
                      " of " + allocation.text());
        return;
      }
    }
  };
  requireWritten("A", *a_, rangesA);
  requireWritten("B", *b_, rangesB);
  if (g.beta != 0) {
    requireWritten("C", *c_, rangesC);
  }
  multiply(g);
  a_->touched(rangesA, {}, actor, clock);
  b_->touched(rangesB, {}, actor, clock);
  c_->touched(g.beta == 0 ? std::vector<Range>() : rangesC, rangesC, actor, clock);
  if (workspace_) {
    const uint64_t begin = g.workspace - workspace_->base();
    workspace_->scribbled({begin, begin + g.workspaceBytes}, actor, clock);
  }
}

}  // namespace emulation
