// Sorting lines. Tiles of a line are sorted in shared memory; sorted runs are merged two by two, each
// element finding its place by counting how many of the other run come before it. Where only the first
// `keep` are asked for, runs are never longer than that.
#include "kernel.cuh"
#include "line.cuh"
#include "key.cuh"
#include "raw.cuh"

constexpr int TILE = 1024;

// Sorts `width` items, a power of two from 2 on, that the block has written. The last exchange of a
// thread is between items 2i and 2i + 1 for its own i, so what it has there needs no barrier (Batcher's
// bitonic network, 1968).
template <class K> DEVICE void sortTile(Shared<K> items, int32_t width) {
  for (int32_t size = 2; size <= width; size *= 2) {
    for (int32_t gap = size / 2; gap > 0; gap /= 2) {
      __syncthreads();
      for (int32_t i = threadIdx.x; i < width / 2; i += blockDim.x) {
        int32_t low = i / gap * 2 * gap + i % gap;
        int32_t high = low + gap;
        K a = items[low];
        K b = items[high];
        if (before(b, a) == ((low & size) == 0)) {
          items[low] = b;
          items[high] = a;
        }
      }
    }
  }
}

// One tile per block, `tiles` tiles per line, from line `firstLine` on. Operands of `lines`: x, values,
// indices. A line of one tile is finished here: `sorted` and `raw` are not used then. Else the first `keep` of
// each tile go to `sorted`, and the line's elements, in their order, to `raw`.
#define TILE_KERNEL(bytes, T, K)                                                                  \
  BLOCK_KERNEL(sort_tile_##bytes, In<T> x, Out<T> values, Out<int64_t> indices, Out<K> sorted,    \
               Out<T> raw, Strided<3> lines, int64_t xStride, int64_t valueStride,                 \
               int64_t indexStride, int64_t firstLine, int64_t length, int64_t tiles,              \
               int64_t keep, int32_t width, int32_t type, int32_t descending) {                    \
    SHARED(K, items, TILE);                                                                        \
    SHARED(T, elements, TILE);                                                                     \
    int64_t line = static_cast<int64_t>(blockIdx.x) / tiles;                                       \
    int64_t tile = static_cast<int64_t>(blockIdx.x) - line * tiles;                                \
    int64_t offset[3];                                                                             \
    locate(lines, firstLine + line, offset);                                                       \
    int64_t first = tile * width;                                                                  \
    int64_t left = length - first;                                                                 \
    int32_t count = static_cast<int32_t>(left < width ? left : width);                             \
    for (int32_t i = threadIdx.x; i < width; i += blockDim.x) {                                    \
      K item = K::last();                                                                          \
      if (i < count) {                                                                             \
        T bits = x[offset[0] + (first + i) * xStride];                                             \
        item = K::make(keyOf(type, bits), descending != 0, static_cast<uint32_t>(first + i));      \
        if (tiles == 1) {                                                                          \
          elements[i] = bits;                                                                      \
        } else {                                                                                   \
          raw[line * length + first + i] = bits;                                                   \
        }                                                                                          \
      }                                                                                            \
      items[i] = item;                                                                             \
    }                                                                                              \
    sortTile<K>(items, width);                                                                     \
    int32_t kept = static_cast<int32_t>(keep < count ? keep : count);                              \
    for (int32_t pair = threadIdx.x; pair < width / 2; pair += blockDim.x) {                       \
      for (int32_t i = 2 * pair; i < 2 * pair + 2 && i < kept; i++) {                              \
        K item = items[i];                                                                         \
        if (tiles > 1) {                                                                           \
          int64_t run = keep < width ? keep : width;                                               \
          sorted[(line * tiles + tile) * run + i] = item;                                          \
        } else {                                                                                   \
          T bits = elements[item.index()];                                                         \
          values[offset[1] + i * valueStride] = bits;                                              \
          indices[offset[2] + i * indexStride] = item.index();                                     \
        }                                                                                          \
      }                                                                                            \
    }                                                                                              \
  }

// Merges runs 2i and 2i + 1 of each line to run i. A line has `runs` runs of `width` items, the last of
// `lastWidth`; a merged one has at most `keep`, which is where the next one begins. Lines are
// `lineStride` items apart, before and after.
template <class K>
DEVICE void mergeRuns(In<K> from, Out<K> to, int64_t lineCount, int64_t lineStride, int64_t runs,
                      int64_t width, int64_t lastWidth, int64_t keep) {
  int64_t perLine = (runs - 1) * width + lastWidth;
  for (int64_t i = globalThread(); i < lineCount * perLine; i += globalThreads()) {
    int64_t line = i / perLine;
    int64_t inLine = i - line * perLine;
    int64_t run = inLine / width;
    int64_t rank = inLine - run * width;
    int64_t other = run ^ 1;
    In<K> theirs = from + (line * lineStride + other * width);
    K item = from[line * lineStride + inLine];
    int64_t low = 0;
    int64_t high = other >= runs ? 0 : other == runs - 1 ? lastWidth : width;
    while (low < high) {
      int64_t middle = low + (high - low) / 2;
      if (before(theirs[middle], item)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (rank + low < keep) {
      to[line * lineStride + run / 2 * keep + rank + low] = item;
    }
  }
}

// For elements of up to 4 bytes, and of 8.
KERNEL(sort_merge_4, In<Word> from, Out<Word> to, int64_t lineCount, int64_t lineStride,
       int64_t runs, int64_t width, int64_t lastWidth, int64_t keep) {
  mergeRuns<Word>(from, to, lineCount, lineStride, runs, width, lastWidth, keep);
}

KERNEL(sort_merge_8, In<Pair> from, Out<Pair> to, int64_t lineCount, int64_t lineStride,
       int64_t runs, int64_t width, int64_t lastWidth, int64_t keep) {
  mergeRuns<Pair>(from, to, lineCount, lineStride, runs, width, lastWidth, keep);
}

// The first `keep` of each line, from its items in order. Operands of `lines`: values, indices.
#define FINISH_KERNEL(bytes, T, K)                                                                \
  KERNEL(sort_finish_##bytes, In<K> sorted, In<T> raw, Out<T> values, Out<int64_t> indices,       \
         Strided<2> lines, int64_t valueStride, int64_t indexStride, int64_t firstLine,            \
         int64_t lineCount, int64_t lineStride, int64_t length, int64_t keep) {                    \
    for (int64_t i = globalThread(); i < lineCount * keep; i += globalThreads()) {                 \
      int64_t line = i / keep;                                                                     \
      int64_t rank = i - line * keep;                                                              \
      int64_t offset[2];                                                                           \
      locate(lines, firstLine + line, offset);                                                     \
      K item = sorted[line * lineStride + rank];                                                   \
      values[offset[0] + rank * valueStride] = raw[line * length + item.index()];                  \
      indices[offset[1] + rank * indexStride] = item.index();                                      \
    }                                                                                              \
  }

#define SORT_KERNELS(bytes, T) TILE_KERNEL(bytes, T, Item<T>) FINISH_KERNEL(bytes, T, Item<T>)

FOR_SIZES(SORT_KERNELS)
