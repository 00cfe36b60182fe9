// What was found to be wrong, until somebody takes it.
#pragma once

#include <mutex>
#include <string>
#include <vector>

namespace emulation {

class Reports {
 public:
  // Keeps the first of equal ones and at most 1000.
  void add(const std::string& text);

  // All, one to a line, and forgets them.
  std::string take();

 private:
  std::mutex mutex_;
  std::vector<std::string> texts_;
};

Reports& reports();

}  // namespace emulation
