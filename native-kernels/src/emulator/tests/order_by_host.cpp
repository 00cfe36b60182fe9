// What the host has seen to be done comes before all that is enqueued later; a lucky early end, which it
// has not asked about, orders nothing; a lazy device has no luck.
#include "rig.h"

static void use(Rig& rig, uint64_t x, uint64_t y, Handle stream) {
  rig.launch("scale", 1, 256, stream, arguments().add(x).add(y).add(2.0f).add(int64_t{100}));
}

int main() {
  Rig rig({"scale"});
  Handle first = rig.stream();
  Handle second = rig.stream();
  uint64_t x = rig.filled(100, 1, first);
  uint64_t y = rig.alloc(400, first);
  uint64_t z = rig.alloc(400, first);
  OK(cuStreamSynchronize(first));
  use(rig, x, y, first);
  OK(cuEventSynchronize(rig.recorded(first)));
  use(rig, y, z, second);
  OK(cuCtxSynchronize());
  clean();

  use(rig, x, y, first);
  while (stat("queued") > 0) {
  }
  use(rig, y, z, second);  // the writer is long done, and nobody knows
  OK(cuCtxSynchronize());
  caught({"unordered", "kernel scale on stream 1", "kernel scale on stream 2"});

  use(rig, x, y, first);
  Handle mark = rig.recorded(first);
  while (cuEventQuery(mark) == 600) {
  }
  use(rig, y, z, second);  // the query has said that it is done
  OK(cuCtxSynchronize());
  clean();

  command("set lazy 1");
  command("set lazyMillis 100000");
  use(rig, x, y, first);
  mark = rig.recorded(first);
  for (int i = 0; i < 1000; i++) equal(cuEventQuery(mark), 600, "a lazy device's query");
  equal(cuStreamQuery(first), 600, "a lazy device's query");
  OK(cuStreamWaitEvent(second, mark, 0));
  use(rig, y, z, second);
  OK(cuStreamSynchronize(second));  // which needs the first stream's work
  OK(cuEventQuery(mark));
  clean();
}
