// Products are what a plain loop makes them, rounded as asked; each is work on its stream.
#include <cmath>

#include "rig.h"

constexpr int F32 = 0, BF16 = 14;
constexpr int COMPUTE_32F = 68, COMPUTE_FAST_TF32 = 77, COMPUTE_FAST_BF16 = 75;

struct Products {
  Rig rig{{"scale"}};
  Handle stream = rig.stream();
  Handle blas = 0;
  Products() {
    OK(cublasCreate_v2(&blas));
    OK(cublasSetStream_v2(blas, stream));
  }
  uint64_t upload(const std::vector<float>& values) {
    uint64_t address = rig.alloc(4 * values.size(), stream);
    OK(cuMemcpyHtoDAsync_v2(address, values.data(), 4 * values.size(), stream));
    return address;
  }
  int gemm(int ta, int tb, int m, int n, int k, float alpha, uint64_t a, int lda, uint64_t b, int ldb, float beta,
           uint64_t c, int ldc, int compute = COMPUTE_32F) {
    return cublasGemmEx(blas, ta, tb, m, n, k, &alpha, a, F32, lda, b, F32, ldb, &beta, c, F32, ldc, compute, -1);
  }
};

static std::vector<float> numbers(size_t count, int seed) {
  std::vector<float> values(count);
  for (size_t i = 0; i < count; i++) values[i] = static_cast<float>((i * 7919 + seed * 104729) % 1000) / 500 - 1;
  return values;
}

static void agrees(Products& p, int ta, int tb, float beta) {
  const int m = 13, n = 7, k = 21, lda = 30, ldb = 25, ldc = 15;
  std::vector<float> a = numbers(lda * 30, 1), b = numbers(ldb * 25, 2), c = numbers(ldc * n, 3);
  uint64_t da = p.upload(a), db = p.upload(b), dc = p.upload(c);
  OK(p.gemm(ta, tb, m, n, k, 0.5f, da, lda, db, ldb, beta, dc, ldc));
  std::vector<float> out = p.rig.read(dc, c.size(), p.stream);
  for (int i = 0; i < m; i++) {
    for (int j = 0; j < n; j++) {
      double sum = 0;
      for (int q = 0; q < k; q++) sum += double(ta ? a[q + i * lda] : a[i + q * lda]) * (tb ? b[j + q * ldb] : b[q + j * ldb]);
      double expected = 0.5 * sum + beta * c[i + j * ldc];
      check(std::abs(out[i + j * ldc] - expected) < 1e-5, "an element of the product is off");
    }
  }
  check(out[m] == c[m], "what lies between the columns of C is changed");
}

// 1 + 2^-9 has 10 bits of mantissa, 1 + 2^-9 + 2^-12 does not; 1 + 2^-9 does not have 8.
static void rounds(Products& p, int compute, float expected) {
  uint64_t a = p.upload({1 + 1.0f / 512 + 1.0f / 4096}), b = p.upload({1}), c = p.upload({0});
  OK(p.gemm(0, 0, 1, 1, 1, 1, a, 1, b, 1, 0, c, 1, compute));
  float actual = p.rig.read(c, 1, p.stream)[0];
  check(actual == expected, "rounded to " + std::to_string(actual));
}

static void halves(Products& p) {
  uint64_t a = p.rig.alloc(4, p.stream), c = p.rig.alloc(4, p.stream);
  OK(cuMemsetD32Async(a, 0x40404040, 1, p.stream));  // 3 and 3 as bf16
  float one = 1, zero = 0;
  OK(cublasGemmEx(p.blas, 0, 0, 1, 1, 2, &one, a, BF16, 1, a, BF16, 2, &zero, c, F32, 1, COMPUTE_32F, -1));
  float value = p.rig.read(c, 1, p.stream)[0];
  check(value == 18, "bf16 product: " + std::to_string(value));
}

static void order(Products& p) {
  Handle other = p.rig.stream();
  uint64_t a = p.upload(numbers(64, 1)), b = p.upload(numbers(64, 2)), c = p.rig.alloc(256, p.stream);
  OK(p.gemm(0, 0, 8, 8, 8, 1, a, 8, b, 8, 0, c, 8));
  uint64_t d = p.rig.alloc(256, other);
  p.rig.launch("scale", 1, 64, other, arguments().add(c).add(d).add(1.0f).add(int64_t{64}));
  OK(cuCtxSynchronize());
  std::string reports = command("reports");
  check(reports.find("kernel scale on stream 2") != std::string::npos, reports);
  check(reports.find("gemm on stream 1 writes") != std::string::npos, reports);
}

static void handles(Products& p) {
  uint64_t a = p.upload(numbers(64, 1)), c = p.upload(numbers(64, 1));
  uint64_t workspace = p.rig.alloc(1024, p.stream);
  OK(cublasSetWorkspace_v2(p.blas, workspace, 1024));
  OK(p.gemm(0, 0, 8, 8, 8, 1, a, 8, a, 8, 0, c, 8));
  OK(cuStreamSynchronize(p.stream));
  clean();
  OK(cublasSetStream_v2(p.blas, p.stream));
  OK(p.gemm(0, 0, 8, 8, 8, 1, a, 8, a, 8, 0, c, 8));
  caught({"cublasSetStream after cublasSetWorkspace"});
  OK(cublasSetWorkspace_v2(p.blas, workspace, 1024));
  OK(cuStreamSynchronize(p.stream));

  // One workspace for two streams.
  Products q;
  OK(cublasSetWorkspace_v2(q.blas, workspace, 1024));
  uint64_t e = q.upload(numbers(64, 1)), f = q.upload(numbers(64, 1));
  OK(p.gemm(0, 0, 8, 8, 8, 1, a, 8, a, 8, 0, c, 8));
  OK(q.gemm(0, 0, 8, 8, 8, 1, e, 8, e, 8, 0, f, 8));
  OK(cuCtxSynchronize());
  caught({"unordered", "gemm on stream", "works in bytes 0 to 1024"});

  equal(p.gemm(0, 0, 8, 8, 8, 1, a, 4, a, 8, 0, c, 8), 7, "a leading dimension that is too small");
  equal(p.gemm(0, 0, 8, 8, 8, 1, a, 8, a, 8, 0, c, 8, 64), 15, "half precision");
}

static void unwritten(Products& p) {
  uint64_t a = p.upload(numbers(64, 1)), c = p.rig.alloc(256, p.stream);
  OK(p.gemm(0, 0, 8, 8, 8, 1, a, 8, a, 8, 0, c, 8));
  OK(cuStreamSynchronize(p.stream));
  clean();
  c = p.rig.alloc(256, p.stream);
  OK(p.gemm(0, 0, 8, 8, 8, 1, a, 8, a, 8, 1, c, 8));
  OK(cuStreamSynchronize(p.stream));
  caught({"never written: gemm on stream", "reads C"});
}

int main() {
  Products products;
  for (int ta : {0, 1}) for (int tb : {0, 1}) for (float beta : {0.0f, 1.0f}) agrees(products, ta, tb, beta);
  rounds(products, COMPUTE_32F, 1 + 1.0f / 512 + 1.0f / 4096);
  rounds(products, COMPUTE_FAST_TF32, 1 + 1.0f / 512);
  rounds(products, COMPUTE_FAST_BF16, 1);
  halves(products);
  clean();
  order(products);
  handles(products);
  unwritten(products);
}
