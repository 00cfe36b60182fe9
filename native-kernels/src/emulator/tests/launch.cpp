// Kernels compute what their source says; parameters are laid out as nvcc does, in both forms.
#include "rig.h"

struct Strided2 {
  int32_t dims, wide;
  int64_t size[16];
  int64_t stride[2][16];
};

int main() {
  Rig rig({"scale", "mixed", "fault_at"});
  Handle stream = rig.stream();
  uint64_t x = rig.filled(1000, 3, stream);
  uint64_t y = rig.alloc(4000, stream);
  for (int seed : {1, 2}) {
    command("set seed " + std::to_string(seed));
    rig.launch("scale", 2, 256, stream, arguments().add(x).add(y).add(2.0f).add(int64_t{1000}));
    for (float value : rig.read(y, 1000, stream)) check(value == 6, "3 * 2 is " + std::to_string(value));
  }

  Strided2 strided{};
  strided.size[1] = 16;
  rig.launch("mixed", 1, 1, stream,
             arguments().add(y).add(int32_t{1}).add(2.0).add(uint8_t{4}).add(int64_t{8}).add(strided));
  std::vector<float> bits = rig.read(y, 2, stream);
  double sum;
  std::memcpy(&sum, bits.data(), 8);
  check(sum == 31, "the sum of mixed parameters is " + std::to_string(sum));

  equal(rig.tryLaunch("scale", 1, 1, stream, arguments().add(x).add(y).add(int64_t{1})), 1, "too few parameters");
  caught({"parameters", "takes 32 bytes", "has 24"});

  int64_t* fault;
  OK(cuMemHostAlloc(reinterpret_cast<void**>(&fault), 32, 2));
  std::memset(fault, 0, 32);
  rig.launch("fault_at", 2, 64, stream,
             arguments().add(reinterpret_cast<uint64_t>(fault)).add(int64_t{7}).add(int64_t{100}));
  OK(cuStreamSynchronize(stream));
  equal(fault[0] & 0xffffffff, 1, "a fault is claimed");
  equal(fault[1], 7, "by launch");
  equal(fault[3], 100, "against");
  check(fault[2] >= 100 && fault[2] < 128, "of a value");
  clean();
}
