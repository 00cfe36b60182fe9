// Errors on demand: of calls, of launches, of a device, of a thread without a context.
#include <thread>

#include "rig.h"

int main() {
  command("fault call=cuInit at=1 code=999");
  equal(cuInit(0), 999, "cuInit");
  Rig rig({"scale"});
  Handle stream = rig.stream();
  uint64_t address;
  command("fault call=cuMemAllocAsync at=2 code=2");
  equal(cuMemAllocAsync(&address, 4, stream), 0, "the first allocation");
  equal(cuMemAllocAsync(&address, 4, stream), 2, "the second");
  equal(cuMemAllocAsync(&address, 4, stream), 0, "the third");
  command("fault call=cuMemAllocAsync at=1 times=2 code=2");
  for (int expected : {2, 2, 0}) equal(cuMemAllocAsync(&address, 4, stream), expected, "two that fail");

  std::thread([&] { equal(cuStreamSynchronize(stream), 201, "a thread without a context"); }).join();

  uint64_t x = rig.filled(100, 1, stream);
  Arguments scale = arguments().add(x).add(x).add(2.0f).add(int64_t{100});
  command("fault kernel=scale at=2 code=719");
  OK(rig.tryLaunch("scale", 1, 256, stream, scale));
  OK(cuStreamSynchronize(stream));
  OK(rig.tryLaunch("scale", 1, 256, stream, scale));  // accepted
  equal(cuStreamSynchronize(stream), 719, "whoever waits next");
  equal(cuMemAllocAsync(&address, 4, stream), 719, "and every call after that");
  equal(cuEventCreate(&address, 0), 719, "and every call after that");
  OK(cuDevicePrimaryCtxReset_v2(0));
  equal(cuStreamSynchronize(stream), 201, "the context is gone");
  command("reports");

  Rig again({"scale"});
  stream = again.stream();
  OK(cuStreamSynchronize(stream));
  command("lose device=0 code=46");
  Handle context;
  equal(cuStreamSynchronize(stream), 46, "a lost device");
  equal(cuDevicePrimaryCtxReset_v2(0), 46, "for good");
  equal(cuDevicePrimaryCtxRetain(&context, 0), 46, "for good");
  command("reset");
  OK(cuStreamSynchronize(stream));

  command("fault call=cuStreamSynchronize at=1 code=700 sticky=1");
  equal(cuStreamSynchronize(stream), 700, "a call that breaks the device");
  equal(cuStreamSynchronize(stream), 700, "which stays broken");
  command("reset");
  OK(cuStreamSynchronize(stream));
  OK(cuStreamDestroy_v2(stream));
  equal(cuStreamSynchronize(stream), 400, "a stream that was destroyed");
  clean();
}
