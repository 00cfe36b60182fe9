// N elements that a device moves by one instruction.
#pragma once

#include <cstring>

#include "accessor.h"

template <int N, class T> struct alignas(sizeof(T) * N) Pack {
  T at[N];
};

template <int N, class T> Pack<N, T> loadPack(In<T> p, int64_t i) {
  using P = Pack<N, T>;
  const T* at = p.raw() + i;
  P pack;
  if (emulation::mayRead<sizeof(P)>(p.region(), at)) {
    std::memcpy(&pack, at, sizeof(P));
  } else {
    pack = emulation::poison<P>();
  }
  return pack;
}

template <int N, class T> void storePack(Out<T> p, int64_t i, const Pack<N, T>& pack) {
  using P = Pack<N, T>;
  T* at = p.raw() + i;
  if (emulation::mayWrite<sizeof(P)>(p.region(), at)) {
    std::memcpy(at, &pack, sizeof(P));
  }
}
