// Each device's default pool.
#include <cstring>

#include "call.h"

using namespace emulation;

namespace {

enum Attribute {
  REUSE_FOLLOW_EVENT_DEPENDENCIES = 1,
  REUSE_ALLOW_OPPORTUNISTIC = 2,
  REUSE_ALLOW_INTERNAL_DEPENDENCIES = 3,
  RELEASE_THRESHOLD = 4,
  RESERVED_MEM_CURRENT = 5,
  RESERVED_MEM_HIGH = 6,
  USED_MEM_CURRENT = 7,
  USED_MEM_HIGH = 8,
};

template <class F> CUresult withPool(const char* name, Handle pool, F body) {
  return initialised(name, [&](Driver& d, auto&) -> CUresult {
    for (auto& device : d.devices) {
      if (device->poolHandle == pool) {
        return device->failure() != 0 ? device->failure() : body(*device);
      }
    }
    return INVALID_HANDLE;
  });
}

}  // namespace

API CUresult cuDeviceGetDefaultMemPool(Handle* pool, CUdevice device) {
  return onDevice("cuDeviceGetDefaultMemPool", device, [&](const Call& call) {
    *pool = call.device.poolHandle;
    return SUCCESS;
  });
}

API CUresult cuDeviceGetMemPool(Handle* pool, CUdevice device) {
  return onDevice("cuDeviceGetMemPool", device, [&](const Call& call) {
    *pool = call.device.poolHandle;
    return SUCCESS;
  });
}

API CUresult cuMemPoolSetAttribute(Handle pool, int attribute, void* value) {
  return withPool("cuMemPoolSetAttribute", pool, [&](Device& device) {
    uint64_t wide = 0;
    switch (attribute) {
      case REUSE_FOLLOW_EVENT_DEPENDENCIES:
      case REUSE_ALLOW_OPPORTUNISTIC:
      case REUSE_ALLOW_INTERNAL_DEPENDENCIES:
        std::memcpy(&device.pool.reuse[attribute - 1], value, sizeof(int));
        return SUCCESS;
      case RELEASE_THRESHOLD:
        std::memcpy(&device.pool.threshold, value, sizeof(uint64_t));
        return SUCCESS;
      case RESERVED_MEM_HIGH:
      case USED_MEM_HIGH:
        std::memcpy(&wide, value, sizeof wide);
        if (wide != 0) return INVALID_VALUE;
        (attribute == USED_MEM_HIGH ? device.pool.usedHigh : device.pool.reservedHigh) =
            attribute == USED_MEM_HIGH ? device.pool.used : device.pool.reserved;
        return SUCCESS;
      default:
        return INVALID_VALUE;
    }
  });
}

API CUresult cuMemPoolGetAttribute(Handle pool, int attribute, void* value) {
  return withPool("cuMemPoolGetAttribute", pool, [&](Device& device) {
    const PoolAccount& account = device.pool;
    uint64_t wide = 0;
    switch (attribute) {
      case REUSE_FOLLOW_EVENT_DEPENDENCIES:
      case REUSE_ALLOW_OPPORTUNISTIC:
      case REUSE_ALLOW_INTERNAL_DEPENDENCIES:
        std::memcpy(value, &account.reuse[attribute - 1], sizeof(int));
        return SUCCESS;
      case RELEASE_THRESHOLD: wide = account.threshold; break;
      case RESERVED_MEM_CURRENT: wide = account.reserved; break;
      case RESERVED_MEM_HIGH: wide = account.reservedHigh; break;
      case USED_MEM_CURRENT: wide = account.used; break;
      case USED_MEM_HIGH: wide = account.usedHigh; break;
      default: return INVALID_VALUE;
    }
    std::memcpy(value, &wide, sizeof wide);
    return SUCCESS;
  });
}

API CUresult cuMemPoolTrimTo(Handle pool, size_t keep) {
  return withPool("cuMemPoolTrimTo", pool, [&](Device& device) {
    device.trim(keep);
    return SUCCESS;
  });
}

// A location (type, id) and flags, as the ABI has them.
struct AccessDescription {
  int type;
  int id;
  int flags;
};

API CUresult cuMemPoolSetAccess(Handle pool, const AccessDescription* descriptions, size_t count) {
  constexpr int DEVICE_LOCATION = 1;
  return withPool("cuMemPoolSetAccess", pool, [&](Device& device) {
    for (size_t i = 0; i < count; i++) {
      if (descriptions[i].type != DEVICE_LOCATION) return INVALID_VALUE;
      if (descriptions[i].flags != 0) {
        device.pool.readers.insert(descriptions[i].id);
      } else {
        device.pool.readers.erase(descriptions[i].id);
      }
    }
    return SUCCESS;
  });
}
