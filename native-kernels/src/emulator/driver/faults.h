// Errors on demand.
#pragma once

#include <atomic>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "abi.h"

namespace emulation {

struct Fault {
  std::string target;   // the name of a call or of a kernel
  bool kernel = false;  // a launch of `target` fails when it runs, and its device with it
  int64_t at = 1;       // the at-th call from now
  int64_t times = 1;    // that call and times - 1 after it; 0: all after it
  CUresult code = 0;
  bool sticky = false;  // a call: the device fails with it
};

class Faults {
 public:
  void add(Fault fault);
  void clear();

  // What this call is to return instead of doing anything, or nothing; counts the call.
  std::optional<Fault> call(const char* name) {
    return any_.load(std::memory_order_relaxed) ? next(name, false) : std::nullopt;
  }

  // What this launch is to fail with, or 0; counts the launch.
  CUresult launch(const char* kernel);

 private:
  std::optional<Fault> next(const char* name, bool kernel);

  std::mutex mutex_;
  std::atomic<bool> any_ = false;
  std::vector<Fault> faults_;
};

}  // namespace emulation
