// A kernel computes what its source says, by both forms of parameters.
#include "rig.h"

int main() {
  Rig rig({"scale"});
  Handle stream = rig.stream();
  uint64_t x = rig.filled(1000, 3, stream);
  uint64_t y = rig.alloc(4000, stream);
  rig.launch("scale", 2, 256, stream, arguments().add(x).add(y).add(2.0f).add(int64_t{1000}));
  for (float value : rig.read(y, 1000, stream)) check(value == 6, "3 * 2 is " + std::to_string(value));
  clean();
}
