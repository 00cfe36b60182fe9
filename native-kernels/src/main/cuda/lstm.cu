// A step of an LSTM after its matrix products, by the formulas of PyTorch's nn.LSTM: gates i, f, g, o.
#include "kernel.cuh"
#include "wide.cuh"

enum Start { FROM_ZERO, FROM_C0, FROM_C };

// `gates` [B, 4H] holds the products of the input and of h, the step before. c is the state between the
// steps; it is c0, or 0 without a state, in the first, and also written to cn in the last. h is
// written to `y`, and to `h` and `hn` if the host asks for it.
#define LSTM_CELL_KERNEL(suffix, T)                                                                \
  KERNEL(lstm_cell_##suffix, In<T> gates, In<T> inputBias, In<T> hiddenBias, In<T> c0,             \
         Out<Wide<T>> c, Out<T> y, Out<T> h, Out<T> hn, Out<T> cn, int64_t batch, int64_t hidden,  \
         int64_t inputBiasStride, int64_t hiddenBiasStride, int64_t c0Row, int64_t c0Column,       \
         int64_t yRow, int64_t yColumn, int64_t hnRow, int64_t hnColumn, int64_t cnRow,            \
         int64_t cnColumn, int32_t biased, int32_t start, int32_t writesH, int32_t writesHn,       \
         int32_t writesCn) {                                                                       \
    using A = Wide<T>;                                                                             \
    for (int64_t n = globalThread(); n < batch * hidden; n += globalThreads()) {                   \
      int64_t row = n / hidden;                                                                    \
      int64_t j = n - row * hidden;                                                                \
      A gate[4];                                                                                   \
      for (int k = 0; k < 4; k++) {                                                                \
        int64_t at = k * hidden + j;                                                               \
        gate[k] = loadWide(gates, row * 4 * hidden + at);                                          \
        if (biased) {                                                                              \
          gate[k] += loadWide(inputBias, at * inputBiasStride) +                                   \
                     loadWide(hiddenBias, at * hiddenBiasStride);                                  \
        }                                                                                          \
      }                                                                                            \
      A old = 0;                                                                                   \
      if (start == FROM_C0) {                                                                      \
        old = loadWide(c0, row * c0Row + j * c0Column);                                            \
      } else if (start == FROM_C) {                                                                \
        old = c[n];                                                                                \
      }                                                                                            \
      A cell = sigmoid(gate[1]) * old + sigmoid(gate[0]) * tanhOf(gate[2]);              \
      T output = Number<T>::store(sigmoid(gate[3]) * tanhOf(cell));                          \
      c[n] = cell;                                                                                 \
      y[row * yRow + j * yColumn] = output;                                                        \
      if (writesH) {                                                                               \
        h[n] = output;                                                                             \
      }                                                                                            \
      if (writesHn) {                                                                              \
        hn[row * hnRow + j * hnColumn] = output;                                                   \
      }                                                                                            \
      if (writesCn) {                                                                              \
        cn[row * cnRow + j * cnColumn] = Number<T>::store(cell);                                   \
      }                                                                                            \
    }                                                                                              \
  }

FOR_FLOATING(LSTM_CELL_KERNEL)
