// The emulated driver's state: one for the process, under one lock.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "device.h"
#include "event.h"
#include "faults.h"
#include "gates.h"
#include "handles.h"
#include "log.h"
#include "memory.h"
#include "module.h"
#include "reports.h"
#include "settings.h"

namespace emulation {

struct Driver {
  explicit Driver(Settings settings);

  std::mutex mutex;  // guards everything but what has a lock of its own
  Settings settings;
  const Settings initial;  // what reset() goes back to
  bool initialised = false;
  std::vector<std::unique_ptr<Device>> devices;
  Clock hostClock;  // what the host knows to be done
  Handles<Stream> streams{0x510000000010};
  Handles<Event> events{0x520000000010};
  Handles<Module> modules{0x530000000010};
  Handles<Function> functions{0x540000000010};
  Handle nextContext = 0x550000000010;
  uint64_t launches = 0;
  int nextEvent = 1;

  Memory memory;
  Faults faults;
  Gates gates;
  Log log;

  StreamPtr newStream(Device& device, int number, unsigned flags, int priority);
  int nextStream = 1;

  // The stream a handle names for calls in a context of this device; null if none.
  StreamPtr stream(Device& device, Handle handle);

  // All streams of a device, closed ones with work left too.
  std::vector<StreamPtr> streamsOf(const Device& device);

  // Waits for all work of a device.
  void drain(std::unique_lock<std::mutex>& lock, Device& device);

  // Frees all that a device's context holds and says what of it was forgotten.
  void destroyContext(std::unique_lock<std::mutex>& lock, Device& device);

 private:
  std::vector<StreamPtr> slots_;  // the last stream of each place in the clocks
};

Driver& driver();

}  // namespace emulation
