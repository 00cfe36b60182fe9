#include "driver.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

namespace emulation {

namespace {

Settings fromEnvironment() {
  const char* text = std::getenv("ANABRANCH_EMULATOR");
  try {
    return Settings::parse(text == nullptr ? "" : text);
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "CUDA emulator: ANABRANCH_EMULATOR: %s\n", problem.what());
    std::abort();
  }
}

}  // namespace

Driver& driver() {
  static Driver* only = new Driver(fromEnvironment());  // outlives every thread
  return *only;
}

Driver::Driver(Settings chosen) : settings(chosen), initial(chosen) {
  for (int i = 0; i < settings.devices; i++) {
    devices.push_back(std::make_unique<Device>(i, settings.memory));
    devices.back()->poolHandle = 0x560000000010 + 16 * i;
  }
}

StreamPtr Driver::newStream(Device& device, int number, unsigned flags, int priority) {
  // A place may be used again when the host knows that all work of its last stream is done.
  auto isOver = [&](const StreamPtr& last) {
    return last->isClosed() && last->isDone(last->count()) && hostClock.covers({last->slot(), last->count()});
  };
  auto place = std::find_if(slots_.begin(), slots_.end(), isOver);
  const auto slot = static_cast<uint32_t>(place - slots_.begin());
  const uint64_t count = place == slots_.end() ? 0 : (*place)->count();
  auto stream = std::make_shared<Stream>(*this, device, number, slot, count, flags, priority);
  if (place == slots_.end()) {
    slots_.push_back(stream);
  } else {
    *place = stream;
  }
  return stream;
}

StreamPtr Driver::stream(Device& device, Handle handle) {
  constexpr Handle LEGACY = 1;
  constexpr Handle PER_THREAD = 2;
  if (handle == 0 || handle == LEGACY || handle == PER_THREAD) {
    if (device.nullStream == nullptr) {
      device.nullStream = newStream(device, 0, 0, 0);
    }
    return device.nullStream;
  }
  return streams.find(handle);
}

std::vector<StreamPtr> Driver::streamsOf(const Device& device) {
  std::vector<StreamPtr> all;
  for (const StreamPtr& stream : slots_) {
    if (&stream->device() == &device) {
      all.push_back(stream);
    }
  }
  return all;
}

void Driver::drain(std::unique_lock<std::mutex>& lock, Device& device) {
  for (const StreamPtr& stream : streamsOf(device)) {
    uint64_t count = stream->count();
    Clock clock = stream->clock();
    stream->await(lock, count);
    hostClock.join(clock);
  }
  device.settle();
}

void Driver::destroyContext(std::unique_lock<std::mutex>& lock, Device& device) {
  const bool well = device.failure() == 0;
  drain(lock, device);
  std::vector<AllocationPtr> left;
  memory.each([&](const AllocationPtr& allocation) {
    if (allocation->device() == device.number()) {
      left.push_back(allocation);
    }
  });
  for (const AllocationPtr& allocation : left) {
    if (well && allocation->freer() == nullptr) {
      reports().add("leak: " + allocation->text() + " is not freed when the context of device " +
                    std::to_string(device.number()) + " ends");
    }
    if (allocation->home() == Home::POOL && allocation->freer() == nullptr) {
      device.returnPooled(allocation->size());
    } else if (allocation->home() == Home::DEVICE) {
      device.returnPlain(allocation->size());
    }
    memory.forget(allocation);
  }
  device.trim(0);
  for (const StreamPtr& stream : streamsOf(device)) {
    stream->close();
  }
  device.nullStream = nullptr;
  const int number = device.number();
  streams.removeIf([&](const Stream& stream) { return &stream.device() == &device; });
  events.removeIf([&](const Event& event) { return event.device == number; });
  functions.removeIf([&](const Function& function) { return function.device == number; });
  modules.removeIf([&](const Module& module) { return module.device == number; });
  device.context = 0;
  device.contextUsers = 0;
  device.peers.clear();
  if (!device.isLost()) {
    device.recover();
  }
}

}  // namespace emulation
