// In and Out: pointers of a launch that hold every access against their allocation.
#pragma once

#include <cstring>
#include <type_traits>

#include "region.h"

namespace emulation {

// What a refused read yields: all bits set, which is NaN for floating-point numbers.
template <class T> T poison() {
  T value;
  std::memset(static_cast<void*>(&value), 0xff, sizeof(T));
  return value;
}

template <class T> T readAt(Region* region, const T* at) {
  static_assert(std::is_trivially_copyable_v<T> && (sizeof(T) & (sizeof(T) - 1)) == 0);
  return mayRead<sizeof(T)>(region, at) ? *at : poison<T>();
}

template <class T> void writeAt(Region* region, T* at, T value) {
  static_assert(std::is_trivially_copyable_v<T> && (sizeof(T) & (sizeof(T) - 1)) == 0);
  if (mayWrite<sizeof(T)>(region, at)) {
    *at = value;
  }
}

}  // namespace emulation

template <class T> class In {
 public:
  explicit In(const T* p) : In(p, emulation::regionOf(p)) {}
  In(const T* p, emulation::Region* region) : p_(p), region_(region) {}

  T operator[](int64_t i) const { return emulation::readAt(region_, p_ + i); }
  In operator+(int64_t i) const { return In(p_ + i, region_); }
  const T* raw() const { return p_; }
  emulation::Region* region() const { return region_; }

 private:
  const T* p_;
  emulation::Region* region_;
};

template <class T> class Out {
 public:
  class Element {
   public:
    Element(T* p, emulation::Region* region) : p_(p), region_(region) {}
    operator T() const { return emulation::readAt(region_, p_); }
    const Element& operator=(T value) const {
      emulation::writeAt(region_, p_, value);
      return *this;
    }
    const Element& operator=(const Element& other) const { return *this = static_cast<T>(other); }
    const Element& operator+=(T value) const { return *this = static_cast<T>(static_cast<T>(*this) + value); }

   private:
    T* p_;
    emulation::Region* region_;
  };

  explicit Out(T* p) : Out(p, emulation::regionOf(p)) {}
  Out(T* p, emulation::Region* region) : p_(p), region_(region) {}

  Element operator[](int64_t i) const { return Element(p_ + i, region_); }
  Out operator+(int64_t i) const { return Out(p_ + i, region_); }
  operator In<T>() const { return In<T>(p_, region_); }
  T* raw() const { return p_; }
  emulation::Region* region() const { return region_; }

 private:
  T* p_;
  emulation::Region* region_;
};

template <class U, class T> Out<U> reinterpretOut(Out<T> p) {
  return Out<U>(reinterpret_cast<U*>(p.raw()), p.region());
}

// Atomic: sets *p to value if it is expected; returns what it was.
inline int32_t compareAndSwap(Out<int32_t> p, int32_t expected, int32_t value) {
  if (emulation::mayRead<4>(p.region(), p.raw()) && emulation::mayWrite<4>(p.region(), p.raw())) {
    __atomic_compare_exchange_n(p.raw(), &expected, value, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
  }
  return expected;
}
