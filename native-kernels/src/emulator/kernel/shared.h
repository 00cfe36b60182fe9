// Memory that the threads of a block share: poisoned for each block; two threads that touch an element
// without a barrier between, one of them writing, are reported whatever order they ran in.
#pragma once

#include <cstddef>
#include <cstdint>

#include "accessor.h"

namespace emulation {

// Who touched an element last, by thread and by how many barriers of block and warp had passed.
struct Touch {
  uint32_t blockEpoch = 0;  // 0: never
  uint32_t warpEpoch = 0;
  uint16_t thread = 0;
  bool several = false;      // more threads than that one, in the same epoch
  bool severalWarps = false;
};

struct SharedCell {
  Touch write;
  Touch read;
};

struct SharedArray {
  const void* key;   // the declaration
  const char* name;
  uint8_t* bytes;
  SharedCell* cells;
  int64_t count;
};

// The running block's array of this declaration.
SharedArray* sharedArray(const void* key, const char* name, size_t elementBytes, int64_t count);

// Whether the running thread may touch element i; reports what it may not and what races.
bool mayTouch(SharedArray* array, int64_t i, Access access);

}  // namespace emulation

template <class T> class Shared {
 public:
  class Element {
   public:
    Element(emulation::SharedArray* array, int64_t i) : array_(array), i_(i) {}
    operator T() const {
      return emulation::mayTouch(array_, i_, emulation::Access::READ) ? at() : emulation::poison<T>();
    }
    const Element& operator=(T value) const {
      if (emulation::mayTouch(array_, i_, emulation::Access::WRITE)) {
        at() = value;
      }
      return *this;
    }
    const Element& operator=(const Element& other) const { return *this = static_cast<T>(other); }
    const Element& operator+=(T value) const { return *this = static_cast<T>(static_cast<T>(*this) + value); }

   private:
    T& at() const { return reinterpret_cast<T*>(array_->bytes)[i_]; }

    emulation::SharedArray* array_;
    int64_t i_;
  };

  explicit Shared(emulation::SharedArray* array, int64_t offset = 0) : array_(array), offset_(offset) {}

  Element operator[](int64_t i) const { return Element(array_, offset_ + i); }
  Shared operator+(int64_t i) const { return Shared(array_, offset_ + i); }

 private:
  emulation::SharedArray* array_;
  int64_t offset_;
};

#define SHARED(type, name, count) \
  static const char name##_key = 0; \
  Shared<type> name(emulation::sharedArray(&name##_key, #name, sizeof(type), count))
