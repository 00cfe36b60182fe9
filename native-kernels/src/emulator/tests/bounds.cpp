// Accesses outside of an allocation, at odd addresses, of null; negative offsets inside are fine.
#include "rig.h"

int main() {
  Rig rig({"scale", "packs"});
  Handle stream = rig.stream();
  uint64_t x = rig.filled(100, 1, stream);
  uint64_t y = rig.filled(100, 1, stream);
  auto scale = [&](uint64_t from, uint64_t to, int64_t n) {
    rig.launch("scale", 1, 128, stream, arguments().add(from).add(to).add(2.0f).add(n));
    OK(cuStreamSynchronize(stream));
  };
  auto packs = [&](uint64_t from, uint64_t to, int64_t n) {
    rig.launch("packs", 1, 128, stream, arguments().add(from).add(to).add(n));
    OK(cuStreamSynchronize(stream));
  };
  scale(x, y, 100);
  clean();
  scale(x, y, 101);
  std::string reports = command("reports");
  check(reports.find("out of bounds: reads 4 bytes at offset 400 of allocation 1 (400 bytes") != std::string::npos, reports);
  check(reports.find("out of bounds: writes 4 bytes at offset 400 of allocation 2") != std::string::npos, reports);
  check(reports.find("kernel scale on stream 1, block 0, thread 100") != std::string::npos, reports);

  scale(x + 396, y + 396, 1);
  clean();
  scale(x - 4, y, 1);
  check(!command("reports").empty(), "a read before the allocation");
  scale(x, y + 2, 1);
  caught({"misaligned: writes 4 bytes at offset 2"});
  scale(0, y, 1);
  caught({"out of bounds", "null pointer"});
  scale(x + 400, y, 0);
  clean();

  packs(x, y, 100);
  clean();
  packs(x + 4, y, 4);
  caught({"misaligned: reads 16 bytes at offset 4"});
  packs(x, y + 400 - 8, 4);
  caught({"writes 16 bytes at offset 392"});

  uint64_t to = rig.alloc(400, stream);
  equal(cuMemcpyDtoDAsync_v2(to, x, 404, stream), 1, "a copy of more than there is");
  caught({"out of bounds: DtoD copy"});
  equal(cuMemsetD8Async(to + 399, 0, 2, stream), 1, "a fill of more than there is");
  caught({"out of bounds: fill"});
}
