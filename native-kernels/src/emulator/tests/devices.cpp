// Several devices: each has its memory; others reach it by copies, or with access.
#include "rig.h"

int main() {
  setenv("ANABRANCH_EMULATOR", "devices=2", 1);
  Rig zero({"scale"}, 0);
  Handle streamZero = zero.stream();
  uint64_t x = zero.filled(10, 3, streamZero);
  Handle marked = zero.recorded(streamZero);
  Rig one({"scale"}, 1);
  Handle streamOne = one.stream();
  uint64_t y = one.alloc(40, streamOne);
  Arguments scale = arguments().add(x).add(y).add(2.0f).add(int64_t{10});

  OK(cuStreamWaitEvent(streamOne, marked, 0));
  OK(cuMemcpyPeerAsync(y, one.context(), x, zero.context(), 40, streamOne));
  check(one.read(y, 10, streamOne)[9] == 3, "a copy between devices");
  clean();

  one.launch("scale", 1, 32, streamOne, scale);
  OK(cuStreamSynchronize(streamOne));
  check(command("reports").find("memory of device 0 that device 1 was given no access to") != std::string::npos, "no access");
  Handle pool;
  OK(cuDeviceGetDefaultMemPool(&pool, 0));
  int access[] = {1, 1, 3};  // device 1 reads and writes
  OK(cuMemPoolSetAccess(pool, access, 1));
  one.launch("scale", 1, 32, streamOne, scale);
  check(one.read(y, 10, streamOne)[9] == 6, "a kernel on another device's memory");
  clean();

  equal(cuMemsetD8Async(y, 0, 1, streamZero), 400, "work for a stream of another device");
  OK(cuCtxEnablePeerAccess(zero.context(), 0));
  equal(cuCtxEnablePeerAccess(zero.context(), 0), 704, "twice");

  // One device fails, the other goes on.
  command("fault kernel=scale at=1 code=719");
  one.launch("scale", 1, 32, streamOne, scale);
  equal(cuStreamSynchronize(streamOne), 719, "a failed device");
  OK(cuCtxSetCurrent(zero.context()));
  check(zero.read(x, 10, streamZero)[0] == 3, "the other device");
  clean();
}
