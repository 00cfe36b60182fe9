#include "faults.h"

#include <utility>

namespace emulation {

void Faults::add(Fault fault) {
  std::lock_guard lock(mutex_);
  faults_.push_back(std::move(fault));
  any_ = true;
}

void Faults::clear() {
  std::lock_guard lock(mutex_);
  faults_.clear();
  any_ = false;
}

CUresult Faults::launch(const char* kernel) {
  std::optional<Fault> fault = any_.load(std::memory_order_relaxed) ? next(kernel, true) : std::nullopt;
  return fault ? fault->code : 0;
}

std::optional<Fault> Faults::next(const char* name, bool kernel) {
  std::lock_guard lock(mutex_);
  std::optional<Fault> found;
  for (Fault& fault : faults_) {
    if (fault.kernel != kernel || (fault.target != name && fault.target != "*")) {
      continue;
    }
    if (fault.at > 1) {
      fault.at--;
    } else if (fault.at == 1 && !found) {
      found = fault;
      if (fault.times != 0 && --fault.times == 0) {
        fault.at = 0;
      }
    }
  }
  return found;
}

}  // namespace emulation
