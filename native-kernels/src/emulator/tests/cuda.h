// The calls that the emulator's tests make.
#pragma once

#include <cstddef>
#include <cstdint>

using Handle = uint64_t;

extern "C" {
int cuInit(unsigned flags);
int cuDevicePrimaryCtxRetain(Handle* context, int device);
int cuDevicePrimaryCtxRelease_v2(int device);
int cuDevicePrimaryCtxReset_v2(int device);
int cuCtxSetCurrent(Handle context);
int cuCtxGetCurrent(Handle* context);
int cuCtxSynchronize();
int cuCtxEnablePeerAccess(Handle context, unsigned flags);
int cuDeviceGetDefaultMemPool(Handle* pool, int device);
int cuMemPoolGetAttribute(Handle pool, int attribute, void* value);
int cuMemPoolSetAttribute(Handle pool, int attribute, void* value);
int cuMemPoolSetAccess(Handle pool, const void* descriptions, size_t count);
int cuMemPoolTrimTo(Handle pool, size_t keep);
int cuMemGetInfo_v2(size_t* free, size_t* total);
int cuStreamCreate(Handle* stream, unsigned flags);
int cuStreamDestroy_v2(Handle stream);
int cuStreamSynchronize(Handle stream);
int cuStreamQuery(Handle stream);
int cuStreamWaitEvent(Handle stream, Handle event, unsigned flags);
int cuEventCreate(Handle* event, unsigned flags);
int cuEventDestroy_v2(Handle event);
int cuEventRecord(Handle event, Handle stream);
int cuEventQuery(Handle event);
int cuEventSynchronize(Handle event);
int cuEventElapsedTime(float* millis, Handle start, Handle end);
int cuMemAllocAsync(uint64_t* address, size_t bytes, Handle stream);
int cuMemFreeAsync(uint64_t address, Handle stream);
int cuMemAlloc_v2(uint64_t* address, size_t bytes);
int cuMemFree_v2(uint64_t address);
int cuMemHostAlloc(void** pointer, size_t bytes, unsigned flags);
int cuMemFreeHost(void* pointer);
int cuMemcpyHtoDAsync_v2(uint64_t to, const void* from, size_t bytes, Handle stream);
int cuMemcpyDtoHAsync_v2(void* to, uint64_t from, size_t bytes, Handle stream);
int cuMemcpyDtoDAsync_v2(uint64_t to, uint64_t from, size_t bytes, Handle stream);
int cuMemcpyPeerAsync(uint64_t to, Handle toContext, uint64_t from, Handle fromContext, size_t bytes, Handle stream);
int cuMemsetD8Async(uint64_t to, unsigned char value, size_t count, Handle stream);
int cuMemsetD32Async(uint64_t to, unsigned value, size_t count, Handle stream);
int cuModuleLoadData(Handle* module, const void* image);
int cuModuleGetFunction(Handle* function, Handle module, const char* name);
int cuModuleUnload(Handle module);
int cuLaunchHostFunc(Handle stream, void (*function)(void*), void* argument);
int cuLaunchKernel(Handle function, unsigned gridX, unsigned gridY, unsigned gridZ, unsigned blockX, unsigned blockY,
                   unsigned blockZ, unsigned sharedBytes, Handle stream, void** parameters, void** extra);
int cuGraphCreate(Handle* graph, unsigned flags);

int cublasCreate_v2(Handle* handle);
int cublasDestroy_v2(Handle handle);
int cublasSetStream_v2(Handle handle, Handle stream);
int cublasSetWorkspace_v2(Handle handle, uint64_t workspace, size_t bytes);
int cublasGemmEx(Handle handle, int transposeA, int transposeB, int m, int n, int k, const void* alpha, uint64_t a,
                 int typeA, int lda, uint64_t b, int typeB, int ldb, const void* beta, uint64_t c, int typeC, int ldc,
                 int compute, int algorithm);

char* anabranchEmulator(const char* command);
void anabranchEmulatorFree(char* answer);
}
