// Kernels that are kept waiting, and so is what comes after them in their streams.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <string>

namespace emulation {

class Gates {
 public:
  // Kernels of this name wait from now on; "*": all items.
  void hold(const std::string& name);
  void release(const std::string& name);
  void releaseAll();

  // Items of this name take so much longer; 0: no longer.
  void delay(const std::string& name, int millis);

  // Returns when an item of this name may run.
  void pass(const std::string& name);

  // How many wait at a gate now.
  int waiting();

 private:
  bool held(const std::string& name) const { return held_.contains(name) || held_.contains("*"); }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::set<std::string> held_;
  std::map<std::string, int> delays_;
  int waiting_ = 0;
};

}  // namespace emulation
