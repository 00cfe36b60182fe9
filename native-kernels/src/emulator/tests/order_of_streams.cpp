// Two accesses that nothing orders are reported, whichever ran first; an event between them suffices.
#include "rig.h"

constexpr int64_t N = 1000;

struct Streams {
  Rig rig{{"scale", "double_up"}};
  Handle first = rig.stream();
  Handle second = rig.stream();
  uint64_t x = rig.filled(N, 3, first);
  uint64_t y = rig.filled(N, 0, first);
  uint64_t z = rig.filled(N, 0, first);

  static inline int made = 0;
  std::string firstText = "stream " + std::to_string(++made);
  std::string secondText = "stream " + std::to_string(++made);

  Streams() { rig.order(first, second); }

  void scale(uint64_t from, uint64_t to, Handle stream, int64_t n = N) {
    rig.launch("scale", 4, 256, stream, arguments().add(from).add(to).add(2.0f).add(n));
  }
  void doubleUp(uint64_t from, uint64_t to, Handle stream, int64_t n = N) {
    rig.launch("double_up", 4, 256, stream, arguments().add(from).add(to).add(n));
  }
  void finish() {
    OK(cuStreamSynchronize(first));
    OK(cuStreamSynchronize(second));
  }
};

// The first kernel is held until the second has run, or the other way round.
template <class F> void inBothOrders(F body) {
  for (std::string late : {"scale", "double_up"}) {
    Streams streams;
    command("hold " + late);
    body(streams);
    OK(cuStreamSynchronize(late == "scale" ? streams.second : streams.first));
    command("release");
    streams.finish();
    caught({"unordered", "kernel scale on " + streams.firstText, "kernel double_up on " + streams.secondText, "4000 bytes"});
    OK(cuDevicePrimaryCtxReset_v2(0));
    command("reports");
  }
}

template <class F> void inOrder(F body) {
  Streams streams;
  body(streams);
  streams.finish();
  clean();
  OK(cuDevicePrimaryCtxReset_v2(0));
  command("reports");
}

int main() {
  inBothOrders([](Streams& s) { s.scale(s.x, s.y, s.first), s.doubleUp(s.y, s.z, s.second); });
  inOrder([](Streams& s) { s.scale(s.x, s.y, s.first), s.rig.order(s.first, s.second), s.doubleUp(s.y, s.z, s.second); });

  inBothOrders([](Streams& s) { s.scale(s.y, s.x, s.first), s.doubleUp(s.z, s.y, s.second); });
  inOrder([](Streams& s) { s.scale(s.y, s.x, s.first), s.rig.order(s.first, s.second), s.doubleUp(s.z, s.y, s.second); });

  inBothOrders([](Streams& s) { s.scale(s.x, s.z, s.first), s.doubleUp(s.y, s.z, s.second); });
  inOrder([](Streams& s) { s.scale(s.x, s.z, s.first), OK(cuStreamSynchronize(s.first)), s.doubleUp(s.y, s.z, s.second); });

  // Halves of one allocation, and two that only read.
  inOrder([](Streams& s) { s.scale(s.x, s.z, s.first, 501), s.doubleUp(s.x, s.z + 4 * 501, s.second, 499); });
  inBothOrders([](Streams& s) { s.scale(s.x, s.z, s.first, 501), s.doubleUp(s.x, s.z + 4 * 500, s.second, 500); });

  // The event was recorded before the launch: it orders nothing.
  inBothOrders([](Streams& s) {
    Handle early = s.rig.recorded(s.first);
    s.scale(s.x, s.y, s.first);
    OK(cuStreamWaitEvent(s.second, early, 0));
    s.doubleUp(s.y, s.z, s.second);
  });
}
