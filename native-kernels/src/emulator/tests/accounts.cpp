// Memory is counted when calls are made, against the device's size; the pool keeps what it may.
#include "rig.h"

static uint64_t attribute(Handle pool, int which) {
  uint64_t value = 0;
  OK(cuMemPoolGetAttribute(pool, which, &value));
  return value;
}

int main() {
  setenv("ANABRANCH_EMULATOR", "memory=1M", 1);
  constexpr int THRESHOLD = 4, RESERVED = 5, USED = 7, USED_HIGH = 8;
  Rig rig({});
  Handle stream = rig.stream();
  Handle pool;
  OK(cuDeviceGetDefaultMemPool(&pool, 0));
  size_t free, total;
  OK(cuMemGetInfo_v2(&free, &total));
  equal(free, 1 << 20, "free");

  uint64_t a = rig.alloc(600 << 10, stream);
  uint64_t b;
  equal(cuMemAllocAsync(&b, 600 << 10, stream), 2, "more than there is");
  command("hold free");
  OK(cuMemFreeAsync(a, stream));  // it need not have run
  b = rig.alloc(1000 << 10, stream);
  command("release");
  equal(attribute(pool, USED), 1000 << 10, "used");
  equal(attribute(pool, USED_HIGH), 1000 << 10, "most used");
  OK(cuMemFreeAsync(b, stream));
  equal(attribute(pool, RESERVED), 1000 << 10, "the pool keeps until somebody waits");
  OK(cuStreamSynchronize(stream));
  equal(attribute(pool, RESERVED), 0, "and then gives back");

  uint64_t keep = ~uint64_t{0};
  OK(cuMemPoolSetAttribute(pool, THRESHOLD, &keep));
  b = rig.alloc(800 << 10, stream);
  OK(cuMemFreeAsync(b, stream));
  OK(cuStreamSynchronize(stream));
  OK(cuMemGetInfo_v2(&free, &total));
  equal(free, (1 << 20) - (800 << 10), "free beside the pool");
  OK(cuMemPoolTrimTo(pool, 0));
  OK(cuMemGetInfo_v2(&free, &total));
  equal(free, 1 << 20, "free after trimming");
  clean();
}
