#include "access.h"

namespace emulation {

std::string addressText(Driver& driver, uint64_t address) {
  if (AllocationPtr allocation = driver.memory.find(address)) {
    return "offset " + std::to_string(address - allocation->base()) + " of " + allocation->text();
  }
  std::string former = driver.memory.formerly(address);
  return "address " + std::to_string(address) + (former.empty() ? ", which is in no allocation" : ", formerly " + former);
}

std::string refusal(const Driver& driver, const Device& device, const Allocation& allocation) {
  if (allocation.home() == Home::HOST || allocation.device() == device.number()) {
    return "";
  }
  const bool granted = allocation.home() == Home::POOL
                           ? driver.devices[allocation.device()]->pool.readers.contains(device.number())
                           : device.peers.contains(allocation.device());
  return granted ? ""
                 : ", which is memory of device " + std::to_string(allocation.device()) + " that device " +
                       std::to_string(device.number()) + " was given no access to";
}

bool reportFreed(const Allocation& allocation, const std::string& what, const Stream& stream) {
  ActorPtr freer = allocation.freer();
  if (freer != nullptr) {
    reports().add("use after free: " + what + " on " + stream.text() + " uses " + allocation.text() + ", which " +
                  freer->text() + " frees and which was enqueued before");
  }
  return freer != nullptr;
}

AllocationPtr claim(const Call& call, const Stream& stream, uint64_t address, uint64_t bytes, const std::string& what) {
  AllocationPtr allocation = call.driver.memory.find(address);
  if (allocation == nullptr || address + bytes > allocation->end()) {
    reports().add("out of bounds: " + what + " on " + stream.text() + " uses " + std::to_string(bytes) + " bytes at " +
                  addressText(call.driver, address));
    return nullptr;
  }
  reportFreed(*allocation, what, stream);
  return allocation;
}

}  // namespace emulation
