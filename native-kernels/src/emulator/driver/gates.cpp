#include "gates.h"

#include <chrono>
#include <thread>

namespace emulation {

void Gates::hold(const std::string& name) {
  std::lock_guard lock(mutex_);
  held_.insert(name);
}

void Gates::release(const std::string& name) {
  std::lock_guard lock(mutex_);
  held_.erase(name);
  changed_.notify_all();
}

void Gates::releaseAll() {
  std::lock_guard lock(mutex_);
  held_.clear();
  delays_.clear();
  changed_.notify_all();
}

void Gates::delay(const std::string& name, int millis) {
  std::lock_guard lock(mutex_);
  if (millis > 0) {
    delays_[name] = millis;
  } else {
    delays_.erase(name);
  }
}

void Gates::pass(const std::string& name) {
  int millis = 0;
  {
    std::unique_lock lock(mutex_);
    if (auto delay = delays_.find(name); delay != delays_.end()) {
      millis = delay->second;
    } else if (auto all = delays_.find("*"); all != delays_.end()) {
      millis = all->second;
    }
    waiting_++;
    changed_.wait(lock, [&] { return !held(name); });
    waiting_--;
  }
  if (millis > 0) {
    std::this_thread::sleep_for(std::chrono::milliseconds(millis));
  }
}

int Gates::waiting() {
  std::lock_guard lock(mutex_);
  return waiting_;
}

}  // namespace emulation
