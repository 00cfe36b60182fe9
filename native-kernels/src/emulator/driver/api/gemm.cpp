#include "gemm.h"

#include "../items/gemm_item.h"
#include "access.h"
#include "call.h"

using namespace emulation;

static CUresult enqueue(const Call& call, const GemmCall& g) {
  StreamPtr stream = call.ownStream(g.stream);
  if (stream == nullptr) return INVALID_HANDLE;
  if (g.m == 0 || g.n == 0 || g.batch == 0) return SUCCESS;
  auto matrix = [&](const GemmMatrix& at, bool transpose, int64_t rows, int64_t columns, Number type) {
    if (transpose) std::swap(rows, columns);
    return claim(call, *stream, at.address, gemmBytes(at, rows, columns, g.batch, type), "gemm");
  };
  AllocationPtr a = matrix(g.a, g.transposeA, g.m, g.k, g.inputs);
  AllocationPtr b = matrix(g.b, g.transposeB, g.k, g.n, g.inputs);
  AllocationPtr c = matrix(g.c, false, g.m, g.n, g.output);
  AllocationPtr workspace;
  if (g.workspace != 0) workspace = claim(call, *stream, g.workspace, g.workspaceBytes, "gemm's workspace");
  if (a == nullptr || b == nullptr || c == nullptr || (g.workspace != 0 && workspace == nullptr)) {
    return INVALID_VALUE;
  }
  for (const AllocationPtr& used : {a, b, c}) {
    std::string why = refusal(call.driver, call.device, *used);
    if (!why.empty()) {
      reports().add("out of reach: gemm on " + stream->text() + " uses " + used->text() + why);
      return INVALID_VALUE;
    }
  }
  auto item = std::make_unique<GemmItem>(g, a, b, c, workspace);
  item->failure = call.driver.faults.launch("gemm");
  stream->enqueue(std::move(item));
  return SUCCESS;
}

API CUresult anabranchEmulatorGemm(const GemmCall* call) {
  return inContext("gemm", [&](const Call& c) { return enqueue(c, *call); });
}

API void anabranchEmulatorReport(const char* text) { reports().add(text); }
