#include "call.h"

namespace emulation {

std::vector<Handle>& threadContexts() {
  thread_local std::vector<Handle> contexts;
  return contexts;
}

Device* deviceOf(Driver& driver, Handle context) {
  for (auto& device : driver.devices) {
    if (context != 0 && device->context == context) {
      return device.get();
    }
  }
  return nullptr;
}

CUresult injected(Driver& driver, const char* name) {
  std::optional<Fault> fault = driver.faults.call(name);
  if (!fault) {
    return 0;
  }
  if (fault->sticky) {
    std::lock_guard lock(driver.mutex);
    std::vector<Handle>& contexts = threadContexts();
    if (Device* device = contexts.empty() ? nullptr : deviceOf(driver, contexts.back())) {
      device->fail(fault->code);
    }
  }
  return fault->code;
}

}  // namespace emulation
