// What the emulator's tests share: a device with the test kernels, and words to check with.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "cuda.h"

// Ends the test with a message unless `holds`.
inline void check(bool holds, const std::string& what) {
  if (!holds) {
    std::fprintf(stderr, "FAILED: %s\n", what.c_str());
    std::_Exit(1);
  }
}

inline void equal(int64_t actual, int64_t expected, const std::string& what) {
  check(actual == expected, what + ": " + std::to_string(actual) + " instead of " + std::to_string(expected));
}

inline void ok(int result, const char* call) { equal(result, 0, call); }
#define OK(call) ok(call, #call)

inline std::string command(const std::string& text) {
  char* answer = anabranchEmulator(text.c_str());
  std::string result(answer);
  anabranchEmulatorFree(answer);
  check(result.rfind("error: ", 0) != 0, result);
  return result;
}

// Nothing was reported.
inline void clean() {
  std::string reports = command("reports");
  check(reports.empty(), "unexpected report: " + reports);
}

// One report, and it has all of these words.
inline void caught(const std::vector<std::string>& words) {
  std::string reports = command("reports");
  check(!reports.empty(), "nothing was reported");
  for (const std::string& word : words) {
    check(reports.find(word) != std::string::npos, "no '" + word + "' in: " + reports);
  }
  check(reports.find('\n') == reports.size() - 1, "more than one report: " + reports);
}

inline size_t stat(const std::string& name) {
  std::string stats = "\n" + command("stats");
  size_t at = stats.find("\n" + name + "=");
  check(at != std::string::npos, "no statistic " + name);
  return std::strtoull(stats.c_str() + at + name.size() + 2, nullptr, 10);
}

// Packs a launch's parameters as nvcc lays them out.
class Arguments {
 public:
  template <class T> Arguments& add(T value) {
    bytes_.resize((bytes_.size() + alignof(T) - 1) / alignof(T) * alignof(T));
    const char* at = reinterpret_cast<const char*>(&value);
    bytes_.insert(bytes_.end(), at, at + sizeof(T));
    return *this;
  }
  void* data() { return bytes_.data(); }
  size_t size() const { return bytes_.size(); }

 private:
  std::vector<char> bytes_;
};

inline Arguments arguments() { return {}; }

class Rig {
 public:
  // With the kernels of tests/kernels.cu that are named.
  explicit Rig(const std::vector<std::string>& kernels, int device = 0) : device_(device) {
    OK(cuInit(0));
    OK(cuDevicePrimaryCtxRetain(&context_, device));
    OK(cuCtxSetCurrent(context_));
    std::string ptx = ".version 7.0\n.target sm_75\n.address_size 64\n";
    for (const std::string& name : kernels) ptx += ".visible .entry " + name + "(\n)\n{\n}\n";
    OK(cuModuleLoadData(&module_, ptx.c_str()));
  }

  Handle context() const { return context_; }

  Handle stream() {
    Handle stream;
    OK(cuStreamCreate(&stream, 1));
    return stream;
  }

  Handle event() {
    Handle event;
    OK(cuEventCreate(&event, 2));
    return event;
  }

  // An event recorded on `stream` now.
  Handle recorded(Handle stream) {
    Handle mark = event();
    OK(cuEventRecord(mark, stream));
    return mark;
  }

  // `to` goes on when `from` has done what it was given until now.
  void order(Handle from, Handle to) { OK(cuStreamWaitEvent(to, recorded(from), 0)); }

  uint64_t alloc(size_t bytes, Handle stream) {
    uint64_t address;
    OK(cuMemAllocAsync(&address, bytes, stream));
    return address;
  }

  // `count` floats of this value.
  uint64_t filled(size_t count, float value, Handle stream) {
    uint64_t address = alloc(4 * count, stream);
    unsigned bits;
    std::memcpy(&bits, &value, 4);
    OK(cuMemsetD32Async(address, bits, count, stream));
    return address;
  }

  int tryLaunch(const std::string& kernel, unsigned blocks, unsigned threads, Handle stream, Arguments arguments) {
    Handle function;
    OK(cuModuleGetFunction(&function, module_, kernel.c_str()));
    size_t size = arguments.size();
    void* extra[] = {reinterpret_cast<void*>(1), arguments.data(), reinterpret_cast<void*>(2), &size, nullptr};
    return cuLaunchKernel(function, blocks, 1, 1, threads, 1, 1, 0, stream, nullptr, extra);
  }

  void launch(const std::string& kernel, unsigned blocks, unsigned threads, Handle stream, Arguments arguments) {
    ok(tryLaunch(kernel, blocks, threads, stream, std::move(arguments)), kernel.c_str());
  }

  std::vector<float> read(uint64_t address, size_t count, Handle stream) {
    std::vector<float> values(count);
    OK(cuMemcpyDtoHAsync_v2(values.data(), address, 4 * count, stream));
    OK(cuStreamSynchronize(stream));
    return values;
  }

 private:
  int device_;
  Handle context_ = 0;
  Handle module_ = 0;
};
