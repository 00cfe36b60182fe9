// Reads of memory that nothing has written, by kernels, copies and products, element by element.
#include "rig.h"

int main() {
  Rig rig({"scale", "packs"});
  Handle stream = rig.stream();
  uint64_t x = rig.alloc(400, stream);
  uint64_t y = rig.alloc(400, stream);
  auto scale = [&](uint64_t from, uint64_t to, int64_t n) {
    rig.launch("scale", 1, 128, stream, arguments().add(from).add(to).add(2.0f).add(n));
    OK(cuStreamSynchronize(stream));
  };
  OK(cuMemsetD32Async(x, 0, 50, stream));
  scale(x, y, 50);
  clean();
  scale(x, y, 51);
  caught({"never written: reads 4 bytes at offset 200 of allocation 1"});
  rig.launch("packs", 1, 128, stream, arguments().add(x).add(y).add(int64_t{52}));
  OK(cuStreamSynchronize(stream));
  caught({"never written: reads 16 bytes at offset 192"});

  float values[100];
  OK(cuMemcpyDtoHAsync_v2(values, x, 200, stream));
  clean();
  OK(cuMemcpyDtoHAsync_v2(values, x, 204, stream));
  caught({"never written: copy DtoH on stream 1 reads 204 bytes"});

  // A kernel may read what it has written itself.
  uint64_t z = rig.alloc(400, stream);
  scale(x, z, 50);
  scale(z, z, 50);
  clean();
}
