// What was enqueued and what the host waited for, one line each, in the order of the calls.
#pragma once

#include <atomic>
#include <mutex>
#include <string>

namespace emulation {

class Log {
 public:
  void start();
  void stop() { on_ = false; }
  bool on() const { return on_.load(std::memory_order_relaxed); }
  void add(const std::string& line);
  std::string read();

 private:
  std::mutex mutex_;
  std::atomic<bool> on_ = false;
  std::string lines_;
};

}  // namespace emulation
