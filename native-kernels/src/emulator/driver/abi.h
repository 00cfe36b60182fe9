// What callers of the CUDA driver rely on: handles and the codes that this emulator returns.
#pragma once

#include <cstdint>

using CUresult = int;
using CUdevice = int;
using CUdeviceptr = uint64_t;
using Handle = uint64_t;  // contexts, streams, events, modules, functions and pools: never used twice

namespace emulation {

constexpr CUresult SUCCESS = 0;
constexpr CUresult INVALID_VALUE = 1;
constexpr CUresult OUT_OF_MEMORY = 2;
constexpr CUresult NOT_INITIALIZED = 3;
constexpr CUresult NO_DEVICE = 100;
constexpr CUresult INVALID_DEVICE = 101;
constexpr CUresult INVALID_IMAGE = 200;
constexpr CUresult INVALID_CONTEXT = 201;
constexpr CUresult NO_BINARY_FOR_GPU = 209;
constexpr CUresult UNSUPPORTED_PTX_VERSION = 222;
constexpr CUresult INVALID_HANDLE = 400;
constexpr CUresult NOT_FOUND = 500;
constexpr CUresult NOT_READY = 600;
constexpr CUresult LAUNCH_OUT_OF_RESOURCES = 701;
constexpr CUresult PEER_ACCESS_ALREADY_ENABLED = 704;
constexpr CUresult PEER_ACCESS_NOT_ENABLED = 705;
constexpr CUresult HOST_MEMORY_ALREADY_REGISTERED = 712;
constexpr CUresult HOST_MEMORY_NOT_REGISTERED = 713;
constexpr CUresult NOT_SUPPORTED = 801;

}  // namespace emulation
