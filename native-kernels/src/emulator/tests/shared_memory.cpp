// Each barrier that is left out is reported, whatever order the threads ran in.
#include "rig.h"

int main() {
  std::vector<std::string> kernels = {"block_sum", "block_sum_without_first", "block_sum_without_second",
                                      "reverse", "reverse_without", "warp_exchange",
                                      "warp_exchange_without", "block_exchange_by_warps", "shared_unwritten",
                                      "shared_out_of_bounds", "scale"};
  Rig rig(kernels);
  Handle stream = rig.stream();
  uint64_t x = rig.filled(1024, 1, stream);
  uint64_t y = rig.filled(1024, 0, stream);
  auto run = [&](const std::string& kernel, unsigned blocks, unsigned threads) {
    rig.launch(kernel, blocks, threads, stream, arguments().add(x).add(y));
    OK(cuStreamSynchronize(stream));
  };
  for (int seed = 1; seed <= 20; seed++) {
    command("set seed " + std::to_string(seed));
    run("block_sum", 4, 256);
    clean();
    for (float sum : rig.read(y, 1024, stream)) check(sum == 256, "a block's sum is " + std::to_string(sum));
    run("block_sum_without_first", 4, 256);
    check(command("reports").find("shared memory race: ") != std::string::npos, "no race in parts");
    run("block_sum_without_second", 1, 256);
    check(command("reports").find("total[0]") != std::string::npos, "no race in total[0]");
    run("reverse", 1, 256);
    clean();
    run("reverse_without", 1, 256);
    check(command("reports").find("tile[") != std::string::npos, "no race in tile");
    run("warp_exchange", 1, 64);
    clean();
    run("warp_exchange_without", 1, 64);
    check(command("reports").find("tile[") != std::string::npos, "a shuffle orders no shared memory");
    run("block_exchange_by_warps", 1, 64);
    check(command("reports").find("tile[") != std::string::npos, "a warp's barrier is not the block's");
  }
  rig.launch("shared_unwritten", 1, 256, stream, arguments().add(y));
  OK(cuStreamSynchronize(stream));
  caught({"shared memory never written: reads tile[0]"});
  rig.launch("shared_out_of_bounds", 1, 256, stream, arguments().add(y));
  OK(cuStreamSynchronize(stream));
  caught({"shared memory out of bounds: tile[255] of 255"});
}
