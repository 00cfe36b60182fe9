// The vocabulary of kernel.cuh on the CPU. First form: no checks yet.
#pragma once

#include <cmath>
#include <cstring>
#include <cstdint>

using std::isnan;

#define DEVICE inline
#define KERNEL(name, ...) extern "C" void name(__VA_ARGS__)
#define BLOCK_KERNEL(name, ...) extern "C" void name(__VA_ARGS__)
#define SHARED(type, name, count) static thread_local type name##_array[count]; Shared<type> name = name##_array

struct Dim3 {
  unsigned x, y, z;
};
extern thread_local Dim3 threadIdx, blockIdx, blockDim, gridDim;

template <class T> using Shared = T*;
void __syncthreads();

template <class T> class In {
 public:
  explicit In(const T* p) : p_(p) {}
  T operator[](int64_t i) const { return p_[i]; }
  In operator+(int64_t i) const { return In(p_ + i); }

 private:
  const T* p_;
};

template <class T> class Out {
 public:
  class Element {
   public:
    explicit Element(T* p) : p_(p) {}
    operator T() const { return *p_; }
    const Element& operator=(T value) const { *p_ = value; return *this; }
    const Element& operator=(const Element& other) const { *p_ = *other.p_; return *this; }
   private:
    T* p_;
  };

  explicit Out(T* p) : p_(p) {}
  Element operator[](int64_t i) const { return Element(p_ + i); }
  Out operator+(int64_t i) const { return Out(p_ + i); }
  T* raw() const { return p_; }

 private:
  T* p_;
};

template <class U, class T> Out<U> reinterpretOut(Out<T> p) { return Out<U>(reinterpret_cast<U*>(p.raw())); }

constexpr int WARP = 32;
template <class T> T shuffleDown(T value, int delta);
template <class T> T shuffleXor(T value, int mask);

template <int N, class T> struct alignas(sizeof(T) * N) Pack {
  T at[N];
};
template <int N, class T> Pack<N, T> loadPack(In<T> p, int64_t i) {
  Pack<N, T> pack;
  for (int k = 0; k < N; k++) pack.at[k] = p[i + k];
  return pack;
}
template <int N, class T> void storePack(Out<T> p, int64_t i, const Pack<N, T>& pack) {
  for (int k = 0; k < N; k++) p[i + k] = pack.at[k];
}

inline int32_t compareAndSwap(Out<int32_t> p, int32_t expected, int32_t value) {
  __atomic_compare_exchange_n(p.raw(), &expected, value, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
  return expected;
}

inline float mulRounded(float a, float b) { return a * b; }
inline double mulRounded(double a, double b) { return a * b; }
inline uint32_t mulHigh(uint32_t a, uint32_t b) { return static_cast<uint32_t>((uint64_t(a) * b) >> 32); }
inline uint32_t bitsOf(float x) { uint32_t b; std::memcpy(&b, &x, 4); return b; }
inline float floatOf(uint32_t b) { float x; std::memcpy(&x, &b, 4); return x; }
inline float halfToFloat(uint16_t b) { _Float16 h; std::memcpy(&h, &b, 2); return static_cast<float>(h); }
inline uint16_t floatToHalf(float x) { _Float16 h = static_cast<_Float16>(x); uint16_t b; std::memcpy(&b, &h, 2); return b; }
inline float rsqrtf(float x) { return 1.0f / std::sqrt(x); }
inline double rsqrt(double x) { return 1.0 / std::sqrt(x); }
