// How kernels go through the elements of operands of one shape. Every kernel has two loops: over packs
// of 16 bytes, if the host says that the operands are dense and aligned (`packed`), and element by
// element over what is left, by strides. What an operation does is decided inside of the loops, once per
// pack, so that its code is there once; a decision that is the same for all threads costs little.
#pragma once

// How many elements of T a pack has.
template <class T> constexpr int PACK = 16 / static_cast<int>(sizeof(T));

// How many of the first elements go by packs.
template <int W> DEVICE int64_t packedCount(int64_t n, int32_t packed) {
  return packed ? n - n % W : 0;
}

template <int W, class T> DEVICE Pack<W, T> spread(T value) {
  Pack<W, T> pack;
  for (int k = 0; k < W; k++) {
    pack.at[k] = value;
  }
  return pack;
}

// f(i) for the place i of each pack below n, a multiple of W.
template <int W, class F> DEVICE void eachPack(int64_t n, F f) {
  ROLLED
  for (int64_t i = globalThread() * W; i < n; i += globalThreads() * W) {
    f(i);
  }
}

// The offsets of element i in each operand.
template <int N> DEVICE void place(const Strided<N>& at, int64_t i, int64_t (&offset)[N]) {
  if (at.wide) {
    offsetsOf(at, static_cast<uint64_t>(i), offset);
  } else {
    offsetsOf(at, static_cast<uint32_t>(i), offset);
  }
}

// f(offsets in each operand) for each element from `first` to before n.
template <int N, class F>
DEVICE void eachElement(const Strided<N>& at, int64_t first, int64_t n, F f) {
  ROLLED
  for (int64_t i = first + globalThread(); i < n; i += globalThreads()) {
    int64_t offset[N];
    place(at, i, offset);
    f(offset);
  }
}

// The numbers of a pack, as they are computed with.
template <int W, class T> DEVICE void load(const Pack<W, T>& pack, Compute<T> (&numbers)[W]) {
  for (int k = 0; k < W; k++) {
    numbers[k] = Number<T>::load(pack.at[k]);
  }
}

// Stores numbers as a pack at i.
template <int W, class T> DEVICE void store(const Compute<T> (&numbers)[W], Out<T> out, int64_t i) {
  Pack<W, T> pack;
  for (int k = 0; k < W; k++) {
    pack.at[k] = Number<T>::store(numbers[k]);
  }
  storePack<W>(out, i, pack);
}

// An operand that is memory, or one number for all elements.
template <class T> struct Operand {
  In<T> at;
  bool single;
  T number;

  DEVICE T element(int64_t i) const { return single ? number : at[i]; }

  template <int W> DEVICE Pack<W, T> pack(int64_t i) const {
    return single ? spread<W>(number) : loadPack<W>(at, i);
  }
};

// Which operands are the number that a kernel is given: bits of `numbers`.
constexpr int32_t LEFT = 1;
constexpr int32_t RIGHT = 2;

// The type in which a number of type T is given to a kernel.
template <class T> struct Given {
  using Type = Compute<T>;
};
template <> struct Given<uint8_t> {
  using Type = int32_t;
};
template <> struct Given<b8> {
  using Type = int32_t;
};

template <class T> DEVICE T given(typename Given<T>::Type number) {
  return Number<T>::store(static_cast<Compute<T>>(number));
}
