// Reads and writes at indices. Elements are moved as bits, so there is one kernel per size.
#include "kernel.cuh"
#include "wide.cuh"
#include "line.cuh"
#include "pointwise.cuh"
#include "raw.cuh"

// Operands: the output, x at index 0 of the dimension, the index. An element whose index is not
// allowed becomes 0.
#define GATHER_KERNEL(bytes, T)                                                                   \
  KERNEL(gather_##bytes, In<T> x, In<int64_t> index, Out<T> out, Strided<3> at, int64_t step,     \
         int64_t size, int64_t count, Out<int64_t> fault, int64_t launch) {                        \
    for (int64_t i = globalThread(); i < count; i += globalThreads()) {                            \
      int64_t offset[3];                                                                           \
      place(at, i, offset);                                                                        \
      int64_t chosen = index[offset[2]];                                                           \
      T value = 0;                                                                                 \
      if (chosen >= 0 && chosen < size) {                                                          \
        value = x[offset[1] + chosen * step];                                                      \
      } else {                                                                                     \
        reportFault(fault, launch, chosen, size);                                                  \
      }                                                                                            \
      out[offset[0]] = value;                                                                      \
    }                                                                                              \
  }

// What of a line a thread reads before it writes, so that it does not wait for each element.
constexpr int AHEAD = 8;

// A thread walks a line in order, so that the last of several writes to one place stands, and sums are
// made in order; writes to one place are never in different lines. Operands of `lines`: the index,
// the source, the output at index 0 of the dimension.
template <class T, class W>
DEVICE void scatterLine(In<int64_t> index, In<T> source, Out<T> out, int64_t indexStride,
                        int64_t sourceStride, int64_t step, int64_t length, int64_t size,
                        Out<int64_t> fault, int64_t launch, W write) {
  for (int64_t start = 0; start < length; start += AHEAD) {
    int64_t chosen[AHEAD];
    T values[AHEAD];
    for (int k = 0; k < AHEAD; k++) {
      if (start + k < length) {
        chosen[k] = index[(start + k) * indexStride];
        values[k] = source[(start + k) * sourceStride];
      }
    }
    ROLLED for (int k = 0; k < AHEAD; k++) {
      if (start + k < length) {
        if (chosen[k] >= 0 && chosen[k] < size) {
          write(out, chosen[k] * step, values[k]);
        } else {
          reportFault(fault, launch, chosen[k], size);
        }
      }
    }
  }
}

struct Set {
  template <class T> DEVICE void operator()(Out<T> out, int64_t at, T value) const {
    out[at] = value;
  }
};

struct AddTo {
  template <class T> DEVICE void operator()(Out<T> out, int64_t at, T value) const {
    Wide<T> old = static_cast<Wide<T>>(Number<T>::load(out[at]));
    Wide<T> added = static_cast<Wide<T>>(Number<T>::load(value));
    out[at] = Number<T>::store(static_cast<Compute<T>>(wideSum(old, added)));
  }
};

#define LINES_KERNEL(name, T, WRITE)                                                               \
  KERNEL(name, In<int64_t> index, In<T> source, Out<T> out, Strided<3> lines,                      \
         int64_t indexStride, int64_t sourceStride, int64_t step, int64_t lineCount,               \
         int64_t length, int64_t size, Out<int64_t> fault, int64_t launch) {                       \
    for (int64_t i = globalThread(); i < lineCount; i += globalThreads()) {                        \
      int64_t offset[3];                                                                           \
      locate(lines, i, offset);                                                                    \
      scatterLine(index + offset[0], source + offset[1], out + offset[2], indexStride,             \
                  sourceStride, step, length, size, fault, launch, WRITE);                         \
    }                                                                                              \
  }

#define SCATTER_KERNEL(bytes, T) LINES_KERNEL(scatter_##bytes, T, Set())
#define SCATTER_ADD_KERNEL(suffix, T) LINES_KERNEL(scatteradd_##suffix, T, AddTo())

FOR_SIZES(GATHER_KERNEL)
FOR_SIZES(SCATTER_KERNEL)
FOR_NUMBERS(SCATTER_ADD_KERNEL)
