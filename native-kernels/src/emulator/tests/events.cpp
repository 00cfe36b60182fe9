// Events: never recorded, recorded again, timed.
#include "rig.h"

int main() {
  Rig rig({"scale"});
  Handle stream = rig.stream();
  Handle event = rig.event();
  OK(cuStreamWaitEvent(stream, event, 0));
  caught({"stream 1 waits for event 1, which was never recorded"});
  OK(cuEventSynchronize(event));
  caught({"the host waits for event 1, which was never recorded"});
  OK(cuEventQuery(event));
  OK(cuEventRecord(event, stream));
  OK(cuStreamWaitEvent(stream, event, 0));
  OK(cuEventSynchronize(event));
  clean();

  Handle start, end;
  OK(cuEventCreate(&start, 0));
  OK(cuEventCreate(&end, 0));
  command("delay scale 20");
  uint64_t x = rig.filled(10, 1, stream);
  OK(cuEventRecord(start, stream));
  rig.launch("scale", 1, 32, stream, arguments().add(x).add(x).add(1.0f).add(int64_t{10}));
  OK(cuEventRecord(end, stream));
  float millis = -1;
  equal(cuEventElapsedTime(&millis, start, end), 600, "before it is done");
  OK(cuEventSynchronize(end));
  OK(cuEventElapsedTime(&millis, start, end));
  check(millis >= 20, "20 ms took " + std::to_string(millis));
  equal(cuEventElapsedTime(&millis, event, end), 400, "an event without timing");
  OK(cuEventDestroy_v2(event));
  equal(cuEventRecord(event, stream), 400, "an event that was destroyed");

  // A function of the host has seen what came before it.
  Handle other = rig.stream();
  uint64_t y = rig.filled(10, 1, stream);
  volatile bool called = false;
  OK(cuLaunchHostFunc(stream, [](void* flag) { *static_cast<volatile bool*>(flag) = true; }, const_cast<bool*>(&called)));
  while (!called) {
  }
  rig.launch("scale", 1, 32, other, arguments().add(y).add(y).add(1.0f).add(int64_t{10}));
  OK(cuCtxSynchronize());
  clean();
}
