// Modules and functions.
#include "call.h"

using namespace emulation;

static CUresult load(const char* name, Handle* handle, const void* image) {
  return inContext(name, [&](const Call& call) {
    if (handle == nullptr || image == nullptr) return INVALID_VALUE;
    const Settings& settings = call.driver.settings;
    auto module = std::make_shared<Module>(Module{call.device.number(), {}});
    std::string problem;
    CUresult result = readImage(image, {settings.capabilityMajor * 10 + settings.capabilityMinor, settings.driver},
                                module->kernels, problem);
    if (result == NOT_FOUND) reports().add(problem);
    if (result == SUCCESS) *handle = call.driver.modules.add(module);
    return result;
  });
}

API CUresult cuModuleLoadData(Handle* module, const void* image) { return load("cuModuleLoadData", module, image); }

API CUresult cuModuleLoadDataEx(Handle* module, const void* image, unsigned, int*, void**) {
  return load("cuModuleLoadDataEx", module, image);
}

API CUresult cuModuleUnload(Handle handle) {
  return inContext("cuModuleUnload", [&](const Call& call) {
    if (call.driver.modules.remove(handle) == nullptr) return INVALID_HANDLE;
    call.driver.functions.removeIf([&](const Function& function) { return function.module == handle; });
    return SUCCESS;
  });
}

API CUresult cuModuleGetFunction(Handle* function, Handle moduleHandle, const char* name) {
  return inContext("cuModuleGetFunction", [&](const Call& call) {
    std::shared_ptr<Module> module = call.driver.modules.find(moduleHandle);
    if (module == nullptr) return INVALID_HANDLE;
    for (const std::string& kernel : module->kernels) {
      if (kernel == name) {
        *function = call.driver.functions.add(
            std::make_shared<Function>(Function{module->device, moduleHandle, findKernel(name)}));
        return SUCCESS;
      }
    }
    return NOT_FOUND;
  });
}

API CUresult cuModuleGetLoadingMode(int* mode) {
  constexpr int EAGER = 1;
  *mode = EAGER;
  return SUCCESS;
}

API CUresult cuFuncGetModule(Handle* module, Handle handle) {
  return inContext("cuFuncGetModule", [&](const Call& call) {
    std::shared_ptr<Function> function = call.driver.functions.find(handle);
    if (function == nullptr) return INVALID_HANDLE;
    *module = function->module;
    return SUCCESS;
  });
}

API CUresult cuFuncGetAttribute(int* value, int attribute, Handle handle) {
  enum { MAX_THREADS_PER_BLOCK = 0, NUM_REGS = 4, PTX_VERSION = 5, BINARY_VERSION = 6 };
  return inContext("cuFuncGetAttribute", [&](const Call& call) {
    std::shared_ptr<Function> function = call.driver.functions.find(handle);
    if (function == nullptr) return INVALID_HANDLE;
    const Settings& settings = call.driver.settings;
    switch (attribute) {
      case MAX_THREADS_PER_BLOCK: *value = static_cast<int>(function->entry->maxThreads); break;
      case NUM_REGS: *value = 32; break;
      case PTX_VERSION:
      case BINARY_VERSION: *value = settings.capabilityMajor * 10 + settings.capabilityMinor; break;
      default: *value = 0; break;
    }
    return SUCCESS;
  });
}
