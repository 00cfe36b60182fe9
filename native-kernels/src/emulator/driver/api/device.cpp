// cuInit and what devices say about themselves.
#include <dlfcn.h>

#include <cstdio>
#include <cstring>
#include <map>

#include "call.h"

using namespace emulation;

API CUresult cuInit(unsigned flags) {
  Driver& d = driver();
  if (CUresult fault = injected(d, "cuInit")) return fault;
  if (flags != 0) return INVALID_VALUE;
  std::lock_guard lock(d.mutex);
  if (d.settings.init != 0) return d.settings.init;
  if (d.devices.empty()) return NO_DEVICE;
  d.initialised = true;
  return SUCCESS;
}

API CUresult cuDriverGetVersion(int* version) {
  Driver& d = driver();
  if (CUresult fault = injected(d, "cuDriverGetVersion")) return fault;
  if (version == nullptr) return INVALID_VALUE;
  *version = d.settings.driver;
  return SUCCESS;
}

API CUresult cuDeviceGetCount(int* count) {
  return initialised("cuDeviceGetCount", [&](Driver& d, auto&) {
    *count = static_cast<int>(d.devices.size());
    return SUCCESS;
  });
}

API CUresult cuDeviceGet(CUdevice* device, int ordinal) {
  return onDevice("cuDeviceGet", ordinal, [&](const Call& call) {
    *device = call.device.number();
    return SUCCESS;
  });
}

API CUresult cuDeviceGetName(char* name, int length, CUdevice device) {
  return onDevice("cuDeviceGetName", device, [&](const Call& call) {
    std::snprintf(name, length, "Emulated device %d", call.device.number());
    return SUCCESS;
  });
}

API CUresult cuDeviceTotalMem_v2(size_t* bytes, CUdevice device) {
  return onDevice("cuDeviceTotalMem_v2", device, [&](const Call& call) {
    *bytes = call.device.memory();
    return SUCCESS;
  });
}

static CUresult uuid(const char* name, uint8_t* uuid, CUdevice device) {
  return onDevice(name, device, [&](const Call& call) {
    std::memset(uuid, 0, 16);
    uuid[15] = static_cast<uint8_t>(call.device.number() + 1);
    return SUCCESS;
  });
}

API CUresult cuDeviceGetUuid(uint8_t* bytes, CUdevice device) { return uuid("cuDeviceGetUuid", bytes, device); }
API CUresult cuDeviceGetUuid_v2(uint8_t* bytes, CUdevice device) { return uuid("cuDeviceGetUuid_v2", bytes, device); }

API CUresult cuDeviceGetPCIBusId(char* text, int length, CUdevice device) {
  return onDevice("cuDeviceGetPCIBusId", device, [&](const Call& call) {
    std::snprintf(text, length, "0000:%02x:00.0", call.device.number() + 1);
    return SUCCESS;
  });
}

API CUresult cuDeviceComputeCapability(int* major, int* minor, CUdevice device) {
  return onDevice("cuDeviceComputeCapability", device, [&](const Call& call) {
    *major = call.driver.settings.capabilityMajor;
    *minor = call.driver.settings.capabilityMinor;
    return SUCCESS;
  });
}

// Values of CUdevice_attribute by their numbers in the driver's ABI.
static int attributeOf(int attribute, const Settings& settings, int number) {
  static const std::map<int, int> FIXED = {
      {1, 1024},       // threads of a block
      {2, 1024},       {3, 1024},  {4, 64},             // block dimensions
      {5, 2147483647}, {6, 65535}, {7, 65535},          // grid dimensions
      {8, 48 * 1024},  {9, 65536}, {10, 32},            // shared and constant memory, warp
      {11, 2147483647}, {12, 65536}, {13, 1500000},     // pitch, registers, kHz
      {14, 512},       {15, 1},    {18, 0},  {19, 1},   // alignment, overlap, integrated, mapped memory
      {31, 1},         {36, 5000000}, {37, 384},        // concurrent kernels, memory clock and bus
      {38, 4 << 20},   {39, 2048}, {40, 2},  {41, 1},   // L2, threads of a multiprocessor, copy engines, UVA
      {78, 1},         {81, 100 << 10}, {82, 65536},    // stream priorities, per multiprocessor
      {95, 1},         {97, 48 * 1024}, {106, 16},      // cooperative launch, shared memory opt-in, blocks
      {115, 1},                                         // memory pools
  };
  switch (attribute) {
    case 16: return settings.multiprocessors;
    case 33: return number + 1;
    case 75: return settings.capabilityMajor;
    case 76: return settings.capabilityMinor;
    default: break;
  }
  auto known = FIXED.find(attribute);
  return known == FIXED.end() ? 0 : known->second;
}

API CUresult cuDeviceGetAttribute(int* value, int attribute, CUdevice device) {
  return onDevice("cuDeviceGetAttribute", device, [&](const Call& call) {
    if (value == nullptr || attribute < 1 || attribute > 200) return INVALID_VALUE;
    *value = attributeOf(attribute, call.driver.settings, device);
    return SUCCESS;
  });
}

API CUresult cuDeviceCanAccessPeer(int* can, CUdevice device, CUdevice peer) {
  return onDevice("cuDeviceCanAccessPeer", device, [&](const Call& call) {
    if (peer < 0 || peer >= static_cast<int>(call.driver.devices.size())) return INVALID_DEVICE;
    *can = device != peer && call.driver.settings.peers;
    return SUCCESS;
  });
}

API CUresult cuDeviceGetP2PAttribute(int* value, int attribute, CUdevice device, CUdevice peer) {
  constexpr int ACCESS_SUPPORTED = 2;
  return onDevice("cuDeviceGetP2PAttribute", device, [&](const Call& call) {
    if (peer < 0 || peer >= static_cast<int>(call.driver.devices.size())) return INVALID_DEVICE;
    *value = attribute == ACCESS_SUPPORTED && device != peer && call.driver.settings.peers;
    return SUCCESS;
  });
}

static CUresult procAddress(const char* symbol, void** function, int* status) {
  *function = dlsym(RTLD_DEFAULT, symbol);
  if (*function == nullptr) {
    Dl_info self;
    if (dladdr(reinterpret_cast<void*>(&cuInit), &self) != 0) {
      void* library = dlopen(self.dli_fname, RTLD_NOW | RTLD_NOLOAD);
      *function = library == nullptr ? nullptr : dlsym(library, symbol);
    }
  }
  if (status != nullptr) *status = *function == nullptr ? 1 : 0;
  return *function == nullptr ? NOT_FOUND : SUCCESS;
}

API CUresult cuGetProcAddress(const char* symbol, void** function, int, uint64_t) {
  return procAddress(symbol, function, nullptr);
}

API CUresult cuGetProcAddress_v2(const char* symbol, void** function, int, uint64_t, int* status) {
  return procAddress(symbol, function, status);
}
