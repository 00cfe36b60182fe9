// Launches of kernels.
#include <cstring>

#include "../items/kernel_item.h"
#include "access.h"
#include "call.h"

using namespace emulation;

namespace {

// The packed parameters of a launch in either form; false if they are not what the kernel takes.
bool packed(const Entry& entry, void** separate, void** extra, std::vector<uint8_t>& bytes) {
  bytes.assign(entry.parameterBytes, 0);
  if (separate != nullptr) {
    for (size_t i = 0; i < entry.parameterCount; i++) {
      std::memcpy(bytes.data() + entry.parameters[i].offset, separate[i], entry.parameters[i].size);
    }
    return true;
  }
  enum : uintptr_t { END = 0, BUFFER_POINTER = 1, BUFFER_SIZE = 2 };
  const void* buffer = nullptr;
  size_t size = 0;
  for (; extra != nullptr && reinterpret_cast<uintptr_t>(*extra) != END; extra += 2) {
    switch (reinterpret_cast<uintptr_t>(*extra)) {
      case BUFFER_POINTER: buffer = extra[1]; break;
      case BUFFER_SIZE: size = *static_cast<size_t*>(extra[1]); break;
      default: return false;
    }
  }
  const size_t padded = (entry.parameterBytes + 7) / 8 * 8;
  if (size != entry.parameterBytes && size != padded) {
    reports().add(std::string("parameters: kernel ") + entry.name + " takes " + std::to_string(entry.parameterBytes) +
                  " bytes of them, the launch has " + std::to_string(size));
    return false;
  }
  if (size > 0) {
    std::memcpy(bytes.data(), buffer, entry.parameterBytes);
  }
  return true;
}

bool fits(Dim3 grid, Dim3 block) {
  return grid.x >= 1 && grid.y >= 1 && grid.z >= 1 && block.x >= 1 && block.y >= 1 && block.z >= 1 &&
         grid.x <= 2147483647u && grid.y <= 65535 && grid.z <= 65535 && block.x <= 1024 && block.y <= 1024 &&
         block.z <= 64 && uint64_t{block.x} * block.y * block.z <= 1024;
}

// The allocations that the pointers among the parameters belong to.
std::vector<Granted> grant(const Call& call, const Stream& stream, const Entry& entry,
                           const std::vector<uint8_t>& bytes) {
  std::vector<Granted> granted;
  for (size_t i = 0; i < entry.parameterCount; i++) {
    if (!entry.parameters[i].pointer) continue;
    uint64_t address;
    std::memcpy(&address, bytes.data() + entry.parameters[i].offset, 8);
    AllocationPtr allocation = call.driver.memory.find(address);
    bool known = allocation == nullptr;
    for (const Granted& other : granted) known = known || other.allocation == allocation;
    if (!known) {
      reportFreed(*allocation, std::string("kernel ") + entry.name, stream);
      granted.push_back({allocation, refusal(call.driver, call.device, *allocation)});
    }
  }
  return granted;
}

CUresult launch(const Call& call, Handle functionHandle, Dim3 grid, Dim3 block, Handle streamHandle, void** separate,
                void** extra) {
  std::shared_ptr<Function> function = call.driver.functions.find(functionHandle);
  StreamPtr stream = call.ownStream(streamHandle);
  if (function == nullptr || stream == nullptr || function->device != call.device.number()) return INVALID_HANDLE;
  const Entry& entry = *function->entry;
  if (!fits(grid, block)) return INVALID_VALUE;
  const uint64_t threads = uint64_t{block.x} * block.y * block.z;
  if (threads > entry.maxThreads) {
    reports().add(std::string("launch bounds: kernel ") + entry.name + " is launched with " + std::to_string(threads) +
                  " threads in a block and compiled for " + std::to_string(entry.maxThreads));
    return LAUNCH_OUT_OF_RESOURCES;
  }
  std::vector<uint8_t> bytes;
  if (!packed(entry, separate, extra, bytes)) return INVALID_VALUE;
  std::vector<Granted> granted = grant(call, *stream, entry, bytes);
  auto item = std::make_unique<KernelItem>(entry, grid, block, call.driver.settings.seed, std::move(bytes),
                                           std::move(granted));
  item->failure = call.driver.faults.launch(entry.name);
  call.driver.launches++;
  stream->enqueue(std::move(item));
  return SUCCESS;
}

}  // namespace

API CUresult cuLaunchKernel(Handle function, unsigned gridX, unsigned gridY, unsigned gridZ, unsigned blockX,
                            unsigned blockY, unsigned blockZ, unsigned, Handle stream, void** parameters,
                            void** extra) {
  if (driver().settings.launchNull) return SUCCESS;
  return inContext("cuLaunchKernel", [&](const Call& call) {
    return launch(call, function, {gridX, gridY, gridZ}, {blockX, blockY, blockZ}, stream, parameters, extra);
  });
}
