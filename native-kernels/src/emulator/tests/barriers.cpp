// Barriers and shuffles that not all come to; what shuffles yield; launch bounds.
#include "rig.h"

int main() {
  Rig rig({"barrier_for_some", "barrier_in_branches", "shuffle_for_some", "lanes", "barrier_in_kernel", "scale"});
  Handle stream = rig.stream();
  uint64_t x = rig.filled(1024, 0, stream);
  uint64_t y = rig.filled(1024, 0, stream);
  auto some = [&](const std::string& kernel, int64_t n) {
    rig.launch(kernel, 1, 256, stream, arguments().add(y).add(n));
    OK(cuStreamSynchronize(stream));
  };
  for (const char* kernel : {"barrier_for_some", "barrier_in_branches", "shuffle_for_some"}) {
    some(kernel, 256);
    clean();
  }
  some("barrier_for_some", 200);
  caught({"divergent barrier: 200 of 256 threads wait", "56 have ended", "kernel barrier_for_some"});
  some("barrier_in_branches", 200);
  caught({"divergent barrier: 256 of 256 threads wait", "at several places"});
  some("shuffle_for_some", 200);
  caught({"divergent warp"});
  some("shuffle_for_some", 192);  // whole warps
  clean();
  rig.launch("shuffle_for_some", 1, 40, stream, arguments().add(y).add(int64_t{40}));
  OK(cuStreamSynchronize(stream));
  check(command("reports").find("shuffle in a warp of 8 threads") != std::string::npos, "a warp that is not whole");

  rig.launch("lanes", 1, 64, stream, arguments().add(x).add(y));
  std::vector<float> down = rig.read(x, 64, stream);
  std::vector<float> across = rig.read(y, 64, stream);
  for (int i = 0; i < 64; i++) {
    int32_t fromDown, fromAcross;
    std::memcpy(&fromDown, &down[i], 4);
    std::memcpy(&fromAcross, &across[i], 4);
    equal(fromDown, i % 32 + 5 < 32 ? i + 5 : i, "shuffleDown");
    equal(fromAcross, i ^ 9, "shuffleXor");
  }
  clean();

  rig.launch("barrier_in_kernel", 1, 1, stream, arguments().add(y));
  OK(cuStreamSynchronize(stream));
  caught({"__syncthreads in a KERNEL"});

  Arguments scale = arguments().add(x).add(y).add(1.0f).add(int64_t{0});
  equal(rig.tryLaunch("scale", 1, 257, stream, scale), 701, "more threads than a KERNEL is compiled for");
  caught({"launch bounds", "257"});
  equal(rig.tryLaunch("scale", 1, 256, stream, scale), 0, "as many threads as it is compiled for");
  equal(rig.tryLaunch("lanes", 1, 1025, stream, arguments().add(x).add(y)), 1, "more threads than a block has");
  equal(rig.tryLaunch("scale", 0, 256, stream, scale), 1, "no blocks");
}
