// A step of a GRU after its matrix products, by the formulas of PyTorch's nn.GRU: gates r, z, n.
#include "kernel.cuh"
#include "wide.cuh"

enum Start { FROM_ZERO, FROM_H0, FROM_STATE };

// `fromInput` and `fromHidden` [B, 3H] hold the products of the input and of h, the step before. `state`
// is h between the steps, unrounded; it is h0, or 0 without a state, in the first, where `fromHidden` is
// not read unless there is a state. h is written to `y`, and to `h` and `hn` if the host asks for it.
#define GRU_CELL_KERNEL(suffix, T)                                                                 \
  KERNEL(gru_cell_##suffix, In<T> fromInput, In<T> fromHidden, In<T> inputBias, In<T> hiddenBias,  \
         In<T> h0, Out<Wide<T>> state, Out<T> y, Out<T> h, Out<T> hn, int64_t batch,               \
         int64_t hidden, int64_t inputBiasStride, int64_t hiddenBiasStride, int64_t h0Row,         \
         int64_t h0Column, int64_t yRow, int64_t yColumn, int64_t hnRow, int64_t hnColumn,         \
         int32_t biased, int32_t start, int32_t writesH, int32_t writesHn) {                       \
    using A = Wide<T>;                                                                             \
    for (int64_t n = globalThread(); n < batch * hidden; n += globalThreads()) {                   \
      int64_t row = n / hidden;                                                                    \
      int64_t j = n - row * hidden;                                                                \
      A input[3];                                                                                  \
      A recurrent[3];                                                                              \
      for (int k = 0; k < 3; k++) {                                                                \
        int64_t at = k * hidden + j;                                                               \
        input[k] = loadWide(fromInput, row * 3 * hidden + at);                                     \
        recurrent[k] = start == FROM_ZERO ? A(0) : loadWide(fromHidden, row * 3 * hidden + at);    \
        if (biased) {                                                                              \
          input[k] += loadWide(inputBias, at * inputBiasStride);                                   \
          recurrent[k] += loadWide(hiddenBias, at * hiddenBiasStride);                             \
        }                                                                                          \
      }                                                                                            \
      A old = 0;                                                                                   \
      if (start == FROM_H0) {                                                                      \
        old = loadWide(h0, row * h0Row + j * h0Column);                                            \
      } else if (start == FROM_STATE) {                                                            \
        old = state[n];                                                                            \
      }                                                                                            \
      A reset = sigmoid(input[0] + recurrent[0]);                                              \
      A update = sigmoid(input[1] + recurrent[1]);                                             \
      A candidate = tanhOf(input[2] + reset * recurrent[2]);                                     \
      A next = (A(1) - update) * candidate + update * old;                                         \
      T output = Number<T>::store(next);                                                           \
      state[n] = next;                                                                             \
      y[row * yRow + j * yColumn] = output;                                                        \
      if (writesH) {                                                                               \
        h[n] = output;                                                                             \
      }                                                                                            \
      if (writesHn) {                                                                              \
        hn[row * hnRow + j * hnColumn] = output;                                                   \
      }                                                                                            \
    }                                                                                              \
  }

FOR_FLOATING(GRU_CELL_KERNEL)
