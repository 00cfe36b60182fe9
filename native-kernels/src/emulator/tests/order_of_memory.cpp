// Memory is there after its allocation and before its freeing, in the order of streams.
#include "rig.h"

constexpr int64_t N = 100;

int main() {
  Rig rig({"scale"});
  Handle first = rig.stream();
  Handle second = rig.stream();
  auto use = [&](uint64_t x, uint64_t y, Handle stream) {
    rig.launch("scale", 1, 256, stream, arguments().add(x).add(y).add(2.0f).add(N));
  };
  auto finish = [] { OK(cuCtxSynchronize()); };
  uint64_t x = rig.filled(N, 1, first);
  finish();

  uint64_t y = rig.alloc(4 * N, first);
  use(x, y, second);
  finish();
  caught({"unordered", "kernel scale on stream 2", "cuMemAllocAsync on stream 1 makes"});

  y = rig.alloc(4 * N, first);
  rig.order(first, second);
  use(x, y, second);
  rig.order(second, first);
  OK(cuMemFreeAsync(y, first));
  finish();
  clean();

  // The last use on another stream is not waited for; held, so that it runs after the freeing too.
  for (bool late : {false, true}) {
    y = rig.alloc(4 * N, first);
    rig.order(first, second);
    if (late) command("hold scale");
    use(x, y, second);
    OK(cuMemFreeAsync(y, first));
    OK(cuStreamSynchronize(first));
    command("release");
    finish();
    caught({"free", "kernel scale on stream 2", "cuMemFreeAsync on stream 1"});
  }

  y = rig.alloc(4 * N, first);
  OK(cuMemFreeAsync(y, first));
  command("hold free");
  use(x, y, first);
  command("release");
  finish();
  check(command("reports").find("kernel scale") != std::string::npos, "a use after the free is not reported");

  y = rig.alloc(4 * N, first);
  OK(cuMemFreeAsync(y, first));
  finish();
  use(x, y, first);
  finish();
  check(command("reports").find("out of bounds: writes 4 bytes at address") != std::string::npos, "nothing about the address");

  y = rig.alloc(4 * N, first);
  command("hold free");
  OK(cuMemFreeAsync(y, first));
  equal(cuMemFreeAsync(y, second), 1, "the second free");
  caught({"freed twice", "stream 1", "stream 2"});
  command("release");
  finish();
  equal(cuMemFreeAsync(y, second), 1, "the third free");
  caught({"bad free", "formerly"});

  OK(cuMemAlloc_v2(&y, 4 * N));
  use(x, y, second);
  OK(cuMemFree_v2(y));
  caught({"frees", "kernel scale on stream 2"});
  OK(cuMemAlloc_v2(&y, 4 * N));
  use(x, y, second);
  OK(cuStreamSynchronize(second));
  OK(cuMemFree_v2(y));
  clean();
}
