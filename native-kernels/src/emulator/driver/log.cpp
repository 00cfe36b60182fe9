#include "log.h"

namespace emulation {

void Log::start() {
  std::lock_guard lock(mutex_);
  lines_.clear();
  on_ = true;
}

void Log::add(const std::string& line) {
  std::lock_guard lock(mutex_);
  lines_ += line + "\n";
}

std::string Log::read() {
  std::lock_guard lock(mutex_);
  return lines_;
}

}  // namespace emulation
