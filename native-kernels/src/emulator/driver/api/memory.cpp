// Memory of devices, and of the host where devices can reach it.

#include "../items/memory_items.h"
#include "access.h"
#include "call.h"

using namespace emulation;

namespace {

CUresult allocPooled(const char* name, CUdeviceptr* address, size_t bytes, Handle streamHandle) {
  return inContext(name, [&](const Call& call) {
    StreamPtr stream = call.ownStream(streamHandle);
    if (stream == nullptr) return INVALID_HANDLE;
    if (bytes == 0) return INVALID_VALUE;
    if (!call.device.takePooled(bytes)) return OUT_OF_MEMORY;
    ActorPtr maker = stream->next("cuMemAllocAsync");
    AllocationPtr allocation = call.driver.memory.allocate(Home::POOL, call.device.number(), bytes, maker);
    if (allocation == nullptr) {
      call.device.returnPooled(bytes);
      return OUT_OF_MEMORY;
    }
    *address = allocation->base();
    auto item = std::make_unique<AllocItem>(allocation);
    item->actor = maker;
    stream->enqueue(std::move(item));
    return SUCCESS;
  });
}

}  // namespace

API CUresult cuMemAllocAsync(CUdeviceptr* address, size_t bytes, Handle stream) {
  return allocPooled("cuMemAllocAsync", address, bytes, stream);
}

API CUresult cuMemAllocFromPoolAsync(CUdeviceptr* address, size_t bytes, Handle, Handle stream) {
  return allocPooled("cuMemAllocFromPoolAsync", address, bytes, stream);
}

API CUresult cuMemFreeAsync(CUdeviceptr address, Handle streamHandle) {
  return inContext("cuMemFreeAsync", [&](const Call& call) {
    StreamPtr stream = call.stream(streamHandle);
    if (stream == nullptr) return INVALID_HANDLE;
    AllocationPtr allocation = call.driver.memory.find(address);
    if (allocation == nullptr || allocation->base() != address || allocation->home() != Home::POOL) {
      reports().add("bad free: " + addressText(call.driver, address));
      return INVALID_VALUE;
    }
    if (allocation->freer() != nullptr) {
      reports().add("freed twice: " + allocation->text() + ", by " + allocation->freer()->text() + " and on " +
                    stream->text());
      return INVALID_VALUE;
    }
    auto item = std::make_unique<FreeItem>(call.driver, allocation);
    item->actor = stream->next(item->what());
    allocation->freedBy(item->actor);
    call.driver.devices[allocation->device()]->returnPooled(allocation->size());
    stream->enqueue(std::move(item));
    return SUCCESS;
  });
}

API CUresult cuMemAlloc_v2(CUdeviceptr* address, size_t bytes) {
  return inContext("cuMemAlloc_v2", [&](const Call& call) {
    if (bytes == 0) return INVALID_VALUE;
    if (!call.device.takePlain(bytes)) return OUT_OF_MEMORY;
    AllocationPtr allocation = call.driver.memory.allocate(Home::DEVICE, call.device.number(), bytes, nullptr);
    if (allocation == nullptr) {
      call.device.returnPlain(bytes);
      return OUT_OF_MEMORY;
    }
    *address = allocation->base();
    return SUCCESS;
  });
}

// Waits for the device as the driver does; work that the host did not know to be done is a report.
static void freeByHost(const Call& call, const AllocationPtr& allocation, const char* name) {
  Clock known = call.driver.hostClock;
  for (auto& device : call.driver.devices) {
    call.driver.drain(call.lock, *device);
  }
  allocation->ended(std::make_shared<const Actor>(Actor{{0, 0}, name, "no stream"}), known);
  call.driver.memory.forget(allocation);
}

API CUresult cuMemFree_v2(CUdeviceptr address) {
  return inContext("cuMemFree_v2", [&](const Call& call) {
    if (address == 0) return SUCCESS;
    AllocationPtr allocation = call.driver.memory.find(address);
    if (allocation == nullptr || allocation->base() != address || allocation->home() == Home::HOST ||
        allocation->freer() != nullptr) {
      reports().add("bad free: " + addressText(call.driver, address));
      return INVALID_VALUE;
    }
    Device& device = *call.driver.devices[allocation->device()];
    allocation->home() == Home::POOL ? device.returnPooled(allocation->size()) : device.returnPlain(allocation->size());
    freeByHost(call, allocation, "cuMemFree");
    return SUCCESS;
  });
}

static CUresult allocHost(const char* name, void** pointer, size_t bytes) {
  return inContext(name, [&](const Call& call) {
    if (bytes == 0) return INVALID_VALUE;
    AllocationPtr allocation = call.driver.memory.allocate(Home::HOST, -1, bytes, nullptr);
    if (allocation == nullptr) return OUT_OF_MEMORY;
    *pointer = reinterpret_cast<void*>(allocation->base());
    return SUCCESS;
  });
}

API CUresult cuMemHostAlloc(void** pointer, size_t bytes, unsigned) {
  return allocHost("cuMemHostAlloc", pointer, bytes);
}

API CUresult cuMemAllocHost_v2(void** pointer, size_t bytes) { return allocHost("cuMemAllocHost_v2", pointer, bytes); }

API CUresult cuMemFreeHost(void* pointer) {
  return inContext("cuMemFreeHost", [&](const Call& call) {
    AllocationPtr allocation = call.driver.memory.find(reinterpret_cast<uint64_t>(pointer));
    if (allocation == nullptr || allocation->home() != Home::HOST) return INVALID_VALUE;
    freeByHost(call, allocation, "cuMemFreeHost");
    return SUCCESS;
  });
}

API CUresult cuMemHostGetDevicePointer_v2(CUdeviceptr* address, void* pointer, unsigned) {
  return inContext("cuMemHostGetDevicePointer_v2", [&](const Call& call) {
    AllocationPtr allocation = call.driver.memory.find(reinterpret_cast<uint64_t>(pointer));
    if (allocation == nullptr || allocation->home() != Home::HOST) return INVALID_VALUE;
    *address = reinterpret_cast<uint64_t>(pointer);
    return SUCCESS;
  });
}

API CUresult cuMemHostGetFlags(unsigned* flags, void* pointer) {
  return inContext("cuMemHostGetFlags", [&](const Call& call) {
    AllocationPtr allocation = call.driver.memory.find(reinterpret_cast<uint64_t>(pointer));
    if (allocation == nullptr || allocation->home() != Home::HOST) return INVALID_VALUE;
    constexpr unsigned DEVICEMAP = 2;
    *flags = DEVICEMAP;
    return SUCCESS;
  });
}

API CUresult cuMemHostRegister_v2(void* pointer, size_t bytes, unsigned) {
  return inContext("cuMemHostRegister_v2", [&](const Call& call) {
    const uint64_t address = reinterpret_cast<uint64_t>(pointer);
    AllocationPtr known = call.driver.memory.find(address);
    if (known != nullptr && address < known->end()) return HOST_MEMORY_ALREADY_REGISTERED;
    call.driver.memory.enrol(address, bytes);
    return SUCCESS;
  });
}

API CUresult cuMemHostUnregister(void* pointer) {
  return inContext("cuMemHostUnregister", [&](const Call& call) {
    AllocationPtr allocation = call.driver.memory.find(reinterpret_cast<uint64_t>(pointer));
    if (allocation == nullptr || allocation->home() != Home::HOST) return HOST_MEMORY_NOT_REGISTERED;
    freeByHost(call, allocation, "cuMemHostUnregister");
    return SUCCESS;
  });
}

API CUresult cuMemGetInfo_v2(size_t* free, size_t* total) {
  return inContext("cuMemGetInfo_v2", [&](const Call& call) {
    *free = call.device.free();
    *total = call.device.memory();
    return SUCCESS;
  });
}

API CUresult cuMemGetAddressRange_v2(CUdeviceptr* base, size_t* size, CUdeviceptr address) {
  return inContext("cuMemGetAddressRange_v2", [&](const Call& call) {
    AllocationPtr allocation = call.driver.memory.find(address);
    if (allocation == nullptr) return NOT_FOUND;
    if (base != nullptr) *base = allocation->base();
    if (size != nullptr) *size = allocation->size();
    return SUCCESS;
  });
}
