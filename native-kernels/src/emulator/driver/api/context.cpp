// Primary contexts and which of them is current.
#include "call.h"

using namespace emulation;

API CUresult cuDevicePrimaryCtxRetain(Handle* context, CUdevice device) {
  return onDevice("cuDevicePrimaryCtxRetain", device, [&](const Call& call) {
    if (call.device.context == 0) {
      call.device.context = call.driver.nextContext;
      call.driver.nextContext += 16;
    }
    call.device.contextUsers++;
    *context = call.device.context;
    return SUCCESS;
  });
}

static CUresult release(const char* name, CUdevice device) {
  return onDevice(name, device, [&](const Call& call) {
    if (call.device.contextUsers == 0) return INVALID_CONTEXT;
    if (--call.device.contextUsers == 0) call.driver.destroyContext(call.lock, call.device);
    return SUCCESS;
  });
}

API CUresult cuDevicePrimaryCtxRelease_v2(CUdevice device) { return release("cuDevicePrimaryCtxRelease_v2", device); }
API CUresult cuDevicePrimaryCtxRelease(CUdevice device) { return release("cuDevicePrimaryCtxRelease", device); }

API CUresult cuDevicePrimaryCtxReset_v2(CUdevice device) {
  return onDevice("cuDevicePrimaryCtxReset_v2", device, [&](const Call& call) {
    if (call.device.context != 0) call.driver.destroyContext(call.lock, call.device);
    return SUCCESS;
  });
}

API CUresult cuDevicePrimaryCtxSetFlags_v2(CUdevice device, unsigned) {
  return onDevice("cuDevicePrimaryCtxSetFlags_v2", device, [&](const Call&) { return SUCCESS; });
}

API CUresult cuDevicePrimaryCtxGetState(CUdevice device, unsigned* flags, int* active) {
  return onDevice("cuDevicePrimaryCtxGetState", device, [&](const Call& call) {
    *flags = 0;
    *active = call.device.context != 0;
    return SUCCESS;
  });
}

API CUresult cuCtxSetCurrent(Handle context) {
  return initialised("cuCtxSetCurrent", [&](Driver& d, auto&) {
    if (context != 0 && deviceOf(d, context) == nullptr) return INVALID_CONTEXT;
    std::vector<Handle>& contexts = threadContexts();
    if (!contexts.empty()) contexts.pop_back();
    if (context != 0) contexts.push_back(context);
    return SUCCESS;
  });
}

API CUresult cuCtxGetCurrent(Handle* context) {
  return initialised("cuCtxGetCurrent", [&](Driver&, auto&) {
    *context = threadContexts().empty() ? 0 : threadContexts().back();
    return SUCCESS;
  });
}

API CUresult cuCtxPushCurrent_v2(Handle context) {
  return initialised("cuCtxPushCurrent_v2", [&](Driver& d, auto&) {
    if (deviceOf(d, context) == nullptr) return INVALID_CONTEXT;
    threadContexts().push_back(context);
    return SUCCESS;
  });
}

API CUresult cuCtxPopCurrent_v2(Handle* context) {
  return initialised("cuCtxPopCurrent_v2", [&](Driver&, auto&) {
    if (threadContexts().empty()) return INVALID_CONTEXT;
    if (context != nullptr) *context = threadContexts().back();
    threadContexts().pop_back();
    return SUCCESS;
  });
}

API CUresult cuCtxGetDevice(CUdevice* device) {
  return inContext("cuCtxGetDevice", [&](const Call& call) {
    *device = call.device.number();
    return SUCCESS;
  });
}

API CUresult cuCtxSynchronize() {
  return waiting("cuCtxSynchronize", [&](const Call& call) {
    if (call.driver.log.on()) call.driver.log.add("sync context device=" + std::to_string(call.device.number()));
    call.driver.drain(call.lock, call.device);
    return SUCCESS;
  });
}

API CUresult cuCtxGetStreamPriorityRange(int* least, int* greatest) {
  return inContext("cuCtxGetStreamPriorityRange", [&](const Call&) {
    if (least != nullptr) *least = 0;
    if (greatest != nullptr) *greatest = -5;
    return SUCCESS;
  });
}

API CUresult cuCtxEnablePeerAccess(Handle peer, unsigned flags) {
  return inContext("cuCtxEnablePeerAccess", [&](const Call& call) {
    Device* other = deviceOf(call.driver, peer);
    if (other == nullptr || other == &call.device) return INVALID_CONTEXT;
    if (flags != 0) return INVALID_VALUE;
    constexpr CUresult UNSUPPORTED = 217;
    if (!call.driver.settings.peers) return UNSUPPORTED;
    return call.device.peers.insert(other->number()).second ? SUCCESS : PEER_ACCESS_ALREADY_ENABLED;
  });
}

API CUresult cuCtxDisablePeerAccess(Handle peer) {
  return inContext("cuCtxDisablePeerAccess", [&](const Call& call) {
    Device* other = deviceOf(call.driver, peer);
    if (other == nullptr) return INVALID_CONTEXT;
    return call.device.peers.erase(other->number()) == 1 ? SUCCESS : PEER_ACCESS_NOT_ENABLED;
  });
}
