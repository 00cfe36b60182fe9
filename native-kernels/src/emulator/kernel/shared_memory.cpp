#include "shared_memory.h"

#include <algorithm>
#include <cstring>

#include "block.h"
#include "launch.h"

namespace emulation {

void SharedMemory::clear(uint32_t epoch) {
  firstEpoch_ = epoch;
  for (auto& storage : arrays_) {
    std::memset(storage->bytes.get(), 0xff, storage->size);
  }
}

SharedArray* SharedMemory::array(const void* key, const char* name, size_t elementBytes, int64_t count) {
  for (auto& storage : arrays_) {
    if (storage->array.key == key) {
      return &storage->array;
    }
  }
  const size_t size = elementBytes * count;
  used_ += size;
  if (used_ > MOST_BYTES) {
    launch_.report("too much shared memory: " + std::to_string(used_) + " bytes with '" + name + "', " +
                   std::to_string(MOST_BYTES) + " allowed");
  }
  auto storage = std::make_unique<Storage>();
  storage->size = size;
  storage->bytes = std::make_unique<uint8_t[]>(size);
  storage->cells = std::make_unique<SharedCell[]>(count);
  std::memset(storage->bytes.get(), 0xff, size);
  storage->array = {key, name, storage->bytes.get(), storage->cells.get(), count};
  arrays_.push_back(std::move(storage));
  return &arrays_.back()->array;
}

// Whether a barrier lies between what the touch notes and now, or it was this thread's own.
bool SharedMemory::ordered(const Touch& touch, Moment now) const {
  if (touch.blockEpoch < now.blockEpoch || (!touch.several && touch.thread == now.thread)) {
    return true;
  }
  const bool sameWarp = !touch.severalWarps && touch.thread / WARP == now.thread / WARP;
  return sameWarp && touch.warpEpoch < now.warpEpoch;
}

namespace {

void note(Touch& touch, Moment now) {
  const bool first = touch.blockEpoch < now.blockEpoch;
  const bool own = touch.thread == now.thread;
  const bool sameWarp = touch.thread / WARP == now.thread / WARP;
  touch.several = !first && (touch.several || !own);
  touch.severalWarps = !first && (touch.severalWarps || !sameWarp);
  touch.warpEpoch = first ? now.warpEpoch : std::max(touch.warpEpoch, now.warpEpoch);
  touch.blockEpoch = now.blockEpoch;
  touch.thread = now.thread;
}

}  // namespace

bool SharedMemory::touch(SharedArray& array, int64_t i, Access access, Moment now) {
  if (i < 0 || i >= array.count) {
    report(array, "shared memory out of bounds: " + std::string(array.name) + "[" + std::to_string(i) + "] of " +
                      std::to_string(array.count));
    return false;
  }
  SharedCell& cell = array.cells[i];
  const bool reading = access == Access::READ;
  auto element = [&] { return std::string(array.name) + "[" + std::to_string(i) + "]"; };
  if (reading && cell.write.blockEpoch < firstEpoch_) [[unlikely]] {
    report(array, "shared memory never written: reads " + element());
  }
  const Touch* other = !ordered(cell.write, now)               ? &cell.write
                       : !reading && !ordered(cell.read, now) ? &cell.read
                                                              : nullptr;
  if (other != nullptr) [[unlikely]] {
    report(array, "shared memory race: " + std::string(reading ? "reads " : "writes ") + element() + ", which thread " +
                      std::to_string(other->thread) + (other == &cell.write ? " wrote" : " read") +
                      ", without a barrier between");
  }
  note(reading ? cell.read : cell.write, now);
  return true;
}

void SharedMemory::report(SharedArray& array, const std::string& problem) {
  for (auto& storage : arrays_) {
    if (&storage->array == &array && !storage->reported) {
      storage->reported = true;
      launch_.report(problem);
    }
  }
}

SharedArray* sharedArray(const void* key, const char* name, size_t elementBytes, int64_t count) {
  Block* block = Block::current();
  if (block == nullptr) {
    static SharedArray none{nullptr, "none", nullptr, nullptr, 0};
    Launch::current()->report(std::string("shared memory '") + name + "' in a KERNEL, which is for BLOCK_KERNELs");
    return &none;
  }
  return block->shared().array(key, name, elementBytes, count);
}

bool mayTouch(SharedArray* array, int64_t i, Access access) {
  Block* block = Block::current();
  return block != nullptr && block->shared().touch(*array, i, access, block->moment());
}

}  // namespace emulation
