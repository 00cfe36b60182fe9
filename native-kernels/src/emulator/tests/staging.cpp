// Pinned memory of the host belongs to a copy until that has run.
#include "rig.h"

int main() {
  Rig rig({});
  Handle stream = rig.stream();
  float* staging;
  OK(cuMemHostAlloc(reinterpret_cast<void**>(&staging), 400, 2));
  uint64_t x = rig.alloc(400, stream);
  auto upload = [&](float value) {
    for (int i = 0; i < 100; i++) staging[i] = value;
    OK(cuMemcpyHtoDAsync_v2(x, staging, 400, stream));
  };
  upload(1);
  OK(cuStreamSynchronize(stream));
  upload(2);
  OK(cuStreamSynchronize(stream));
  clean();
  command("hold copy");
  upload(3);
  upload(4);
  command("release");
  OK(cuStreamSynchronize(stream));
  caught({"changed too early", "copy HtoD on stream 1"});

  // Pageable memory is read at once.
  command("hold copy");
  std::vector<float> pageable(100, 5);
  OK(cuMemcpyHtoDAsync_v2(x, pageable.data(), 400, stream));
  pageable.assign(100, 6);
  command("release");
  check(rig.read(x, 100, stream)[0] == 5, "a pageable source is read when the copy is enqueued");
  clean();

  // Down and up again through pinned memory, all in one stream.
  uint64_t y = rig.alloc(400, stream);
  command("hold copy");
  OK(cuMemcpyDtoHAsync_v2(staging, x, 400, stream));
  OK(cuMemcpyHtoDAsync_v2(y, staging, 400, stream));
  command("release");
  check(rig.read(y, 100, stream)[0] == 5, "through the host");
  clean();

  command("hold copy");
  OK(cuMemcpyHtoDAsync_v2(x, staging, 400, stream));
  Handle other = rig.stream();
  OK(cuMemcpyDtoHAsync_v2(staging, y, 400, other));
  command("release");
  OK(cuCtxSynchronize());
  check(command("reports").find("host allocation") != std::string::npos, "two streams in one staging buffer");
}
