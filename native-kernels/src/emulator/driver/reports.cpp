#include "reports.h"

#include <algorithm>

namespace emulation {

namespace {
constexpr size_t MOST = 1000;
}

Reports& reports() {
  static Reports* all = new Reports;  // outlives every thread
  return *all;
}

void Reports::add(const std::string& text) {
  std::lock_guard lock(mutex_);
  if (texts_.size() < MOST && std::find(texts_.begin(), texts_.end(), text) == texts_.end()) {
    texts_.push_back(text);
  }
}

std::string Reports::take() {
  std::lock_guard lock(mutex_);
  std::string all;
  for (const std::string& text : texts_) {
    all += text + "\n";
  }
  texts_.clear();
  return all;
}

}  // namespace emulation
