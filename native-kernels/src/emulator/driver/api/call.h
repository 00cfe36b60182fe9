// How each call of the driver begins: faults, initialisation, the thread's context, a failed device.
#pragma once

#include <vector>

#include "../driver.h"

#define API extern "C" __attribute__((visibility("default")))

namespace emulation {

// A call in the context of a device, under the driver's lock.
struct Call {
  Driver& driver;
  std::unique_lock<std::mutex>& lock;
  Device& device;

  StreamPtr stream(Handle handle) const { return driver.stream(device, handle); }

  // A stream of this context's device, as work needs it.
  StreamPtr ownStream(Handle handle) const {
    StreamPtr found = stream(handle);
    return found && &found->device() == &device ? found : nullptr;
  }
};

// The calling thread's stack of contexts; the last one is current.
std::vector<Handle>& threadContexts();

// The device of a context; null if there is no such context any more.
Device* deviceOf(Driver& driver, Handle context);

// What an injected fault makes of a call; 0 if nothing. The lock is not held.
CUresult injected(Driver& driver, const char* name);

// A call that needs only cuInit.
template <class F> CUresult initialised(const char* name, F body) {
  Driver& d = driver();
  if (CUresult fault = injected(d, name)) return fault;
  std::unique_lock lock(d.mutex);
  return d.initialised ? body(d, lock) : NOT_INITIALIZED;
}

// A call that needs a current context.
template <class F> CUresult inContext(const char* name, F body) {
  return initialised(name, [&](Driver& d, std::unique_lock<std::mutex>& lock) -> CUresult {
    std::vector<Handle>& contexts = threadContexts();
    Device* device = contexts.empty() ? nullptr : deviceOf(d, contexts.back());
    if (device == nullptr) return INVALID_CONTEXT;
    if (device->failure() != 0) return device->failure();
    CUresult result = body(Call{d, lock, *device});
    return result;
  });
}

// A call that waits for work: what the work failed with is its result.
template <class F> CUresult waiting(const char* name, F body) {
  return inContext(name, [&](const Call& call) -> CUresult {
    CUresult result = body(call);
    return call.device.failure() != 0 ? call.device.failure() : result;
  });
}

// The same for a device that is named by its number.
template <class F> CUresult onDevice(const char* name, CUdevice number, F body) {
  return initialised(name, [&](Driver& d, std::unique_lock<std::mutex>& lock) -> CUresult {
    if (number < 0 || number >= static_cast<int>(d.devices.size())) return INVALID_DEVICE;
    Device& device = *d.devices[number];
    if (device.isLost()) return device.failure();
    return body(Call{d, lock, device});
  });
}

}  // namespace emulation
