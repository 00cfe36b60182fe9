// The log, the statistics, gates, and what is forgotten when a context ends.
#include "rig.h"

int main() {
  Rig rig({"scale"});
  Handle first = rig.stream();
  Handle second = rig.stream();
  uint64_t x = rig.filled(10, 1, first);
  command("log start");
  rig.launch("scale", 3, 64, first, arguments().add(x).add(x).add(1.0f).add(int64_t{10}));
  rig.order(first, second);
  OK(cuMemFreeAsync(x, second));
  OK(cuStreamSynchronize(second));
  command("log stop");
  OK(cuStreamSynchronize(first));
  std::string expected =
      "kernel stream=1 device=0 name=scale grid=3x1x1 block=64x1x1\n"
      "record stream=1 device=0 event=1\n"
      "wait stream=2 device=0 event=1 of=1\n"
      "free stream=2 device=0 allocation=1 bytes=40\n"
      "sync stream=2 device=0\n";
  check(command("log read") == expected, "the log is\n" + command("log read"));

  equal(stat("streams"), 2, "streams");
  equal(stat("events"), 1, "events");
  equal(stat("modules"), 1, "modules");
  equal(stat("allocations"), 0, "allocations");
  equal(stat("launches"), 1, "launches");

  command("hold scale");
  x = rig.filled(10, 1, first);
  rig.launch("scale", 1, 64, first, arguments().add(x).add(x).add(1.0f).add(int64_t{10}));
  while (command("waiting") != "1") {
  }
  equal(cuStreamQuery(first), 600, "a stream at a gate");
  equal(cuStreamQuery(second), 0, "another stream");
  command("release");
  OK(cuStreamSynchronize(first));
  equal(stat("queued"), 0, "queued");
  equal(stat("bytes"), 40, "bytes");
  clean();

  OK(cuDevicePrimaryCtxRelease_v2(0));
  caught({"leak: allocation 2 (40 bytes, allocated on stream 1)"});
  equal(stat("streams"), 0, "streams");
  Rig again({"scale"});
  OK(cuDevicePrimaryCtxRelease_v2(0));
  clean();
}
