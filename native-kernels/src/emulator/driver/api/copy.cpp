// Copies and fills.
#include "../items/fill_item.h"
#include "access.h"
#include "call.h"

using namespace emulation;

namespace {

enum class Side { DEVICE, HOST, EITHER };

struct Copy {
  const char* name;
  const char* label;
  uint64_t to;
  Side toSide;
  uint64_t from;
  Side fromSide;
  size_t bytes;
};

uint64_t address(const void* pointer) { return reinterpret_cast<uint64_t>(pointer); }

// False if it is not where it has to be.
bool resolve(const Call& call, const Stream& stream, const Copy& copy, uint64_t address, Side side, End& end) {
  AllocationPtr known = call.driver.memory.find(address);
  const bool pageable = known == nullptr || address + copy.bytes > known->end();
  if (side != Side::DEVICE && (pageable || (side == Side::EITHER && known == nullptr))) {
    end = {address, nullptr};
    return true;
  }
  end = {address, claim(call, stream, address, copy.bytes, copy.label + std::string(" copy"))};
  return end.allocation != nullptr;
}

CUresult copyOn(const Call& call, const Copy& copy, Handle handle, bool wait) {
  StreamPtr stream = call.ownStream(handle);
  if (stream == nullptr) return INVALID_HANDLE;
  if (copy.bytes == 0) return SUCCESS;
  End to;
  End from;
  if (!resolve(call, *stream, copy, copy.to, copy.toSide, to) ||
      !resolve(call, *stream, copy, copy.from, copy.fromSide, from)) {
    return INVALID_VALUE;
  }
  stream->enqueue(std::make_unique<CopyItem>(copy.label, to, from, copy.bytes));
  // The driver returns from a copy to pageable memory when it is done.
  if (wait || to.allocation == nullptr) {
    if (call.driver.log.on()) {
      call.driver.log.add("sync copy stream=" + std::to_string(stream->number()) +
                          " device=" + std::to_string(stream->device().number()));
    }
    Clock clock = stream->clock();
    stream->await(call.lock, stream->count());
    call.driver.hostClock.join(clock);
  }
  return SUCCESS;
}

CUresult async(const Copy& copy, Handle stream) {
  return waiting(copy.name, [&](const Call& call) { return copyOn(call, copy, stream, false); });
}

CUresult sync(const Copy& copy) {
  return waiting(copy.name, [&](const Call& call) { return copyOn(call, copy, 0, true); });
}

CUresult fill(const char* name, CUdeviceptr to, uint32_t pattern, unsigned width, size_t count, Handle handle,
              bool wait) {
  return waiting(name, [&](const Call& call) {
    StreamPtr stream = call.ownStream(handle);
    if (stream == nullptr) return INVALID_HANDLE;
    if (count == 0) return SUCCESS;
    if (to % width != 0) return INVALID_VALUE;
    AllocationPtr allocation = claim(call, *stream, to, count * width, "fill");
    if (allocation == nullptr) return INVALID_VALUE;
    stream->enqueue(std::make_unique<FillItem>(allocation, to, pattern, width, count));
    if (wait) {
      Clock clock = stream->clock();
      stream->await(call.lock, stream->count());
      call.driver.hostClock.join(clock);
    }
    return SUCCESS;
  });
}

}  // namespace

API CUresult cuMemcpyHtoDAsync_v2(CUdeviceptr to, const void* from, size_t bytes, Handle stream) {
  return async({"cuMemcpyHtoDAsync_v2", "HtoD", to, Side::DEVICE, address(from), Side::HOST, bytes}, stream);
}

API CUresult cuMemcpyDtoHAsync_v2(void* to, CUdeviceptr from, size_t bytes, Handle stream) {
  return async({"cuMemcpyDtoHAsync_v2", "DtoH", address(to), Side::HOST, from, Side::DEVICE, bytes}, stream);
}

API CUresult cuMemcpyDtoDAsync_v2(CUdeviceptr to, CUdeviceptr from, size_t bytes, Handle stream) {
  return async({"cuMemcpyDtoDAsync_v2", "DtoD", to, Side::DEVICE, from, Side::DEVICE, bytes}, stream);
}

API CUresult cuMemcpyAsync(CUdeviceptr to, CUdeviceptr from, size_t bytes, Handle stream) {
  return async({"cuMemcpyAsync", "any", to, Side::EITHER, from, Side::EITHER, bytes}, stream);
}

API CUresult cuMemcpyPeerAsync(CUdeviceptr to, Handle, CUdeviceptr from, Handle, size_t bytes, Handle stream) {
  return async({"cuMemcpyPeerAsync", "peer", to, Side::DEVICE, from, Side::DEVICE, bytes}, stream);
}

API CUresult cuMemcpyHtoD_v2(CUdeviceptr to, const void* from, size_t bytes) {
  return sync({"cuMemcpyHtoD_v2", "HtoD", to, Side::DEVICE, address(from), Side::HOST, bytes});
}

API CUresult cuMemcpyDtoH_v2(void* to, CUdeviceptr from, size_t bytes) {
  return sync({"cuMemcpyDtoH_v2", "DtoH", address(to), Side::HOST, from, Side::DEVICE, bytes});
}

API CUresult cuMemcpyDtoD_v2(CUdeviceptr to, CUdeviceptr from, size_t bytes) {
  return sync({"cuMemcpyDtoD_v2", "DtoD", to, Side::DEVICE, from, Side::DEVICE, bytes});
}

API CUresult cuMemcpy(CUdeviceptr to, CUdeviceptr from, size_t bytes) {
  return sync({"cuMemcpy", "any", to, Side::EITHER, from, Side::EITHER, bytes});
}

API CUresult cuMemcpyPeer(CUdeviceptr to, Handle, CUdeviceptr from, Handle, size_t bytes) {
  return sync({"cuMemcpyPeer", "peer", to, Side::DEVICE, from, Side::DEVICE, bytes});
}

API CUresult cuMemsetD8Async(CUdeviceptr to, unsigned char value, size_t count, Handle stream) {
  return fill("cuMemsetD8Async", to, value, 1, count, stream, false);
}

API CUresult cuMemsetD16Async(CUdeviceptr to, unsigned short value, size_t count, Handle stream) {
  return fill("cuMemsetD16Async", to, value, 2, count, stream, false);
}

API CUresult cuMemsetD32Async(CUdeviceptr to, unsigned value, size_t count, Handle stream) {
  return fill("cuMemsetD32Async", to, value, 4, count, stream, false);
}

API CUresult cuMemsetD8_v2(CUdeviceptr to, unsigned char value, size_t count) {
  return fill("cuMemsetD8_v2", to, value, 1, count, 0, true);
}

API CUresult cuMemsetD16_v2(CUdeviceptr to, unsigned short value, size_t count) {
  return fill("cuMemsetD16_v2", to, value, 2, count, 0, true);
}

API CUresult cuMemsetD32_v2(CUdeviceptr to, unsigned value, size_t count) {
  return fill("cuMemsetD32_v2", to, value, 4, count, 0, true);
}
