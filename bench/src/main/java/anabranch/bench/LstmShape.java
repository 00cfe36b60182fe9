package anabranch.bench;

import java.util.Map;

/**
 * The sizes of an LSTM's run, by name or as {@code TxBxIxHxL}.
 *
 * <table>
 *   <caption>Names</caption>
 *   <tr><td>tutorial<td>one direction of PyTorch's tutorial "Dynamic Parallelism in TorchScript"
 *   <tr><td>keyword<td>a keyword spotter for microcontrollers: one second of speech in steps of 20
 *       ms with 10 coefficients each, 118 cells; "Basic LSTM 1" of the training commands published
 *       with "Hello Edge" (Zhang et al. 2017, arXiv:1711.07128)
 *   <tr><td>language<td>the defaults of word_language_model in pytorch/examples
 *   <tr><td>speech<td>the three later layers of the encoder of MLPerf's RNN-T, whose input are
 *       pairs of outputs of 1024: six seconds of speech in steps of 60 ms, one speaker
 * </table>
 *
 * @param steps T
 * @param batch B
 * @param inputs I, features of the input
 * @param hidden H, hidden units
 * @param layers L
 */
record LstmShape(int steps, int batch, int inputs, int hidden, int layers) {
  private static final Map<String, LstmShape> NAMES =
      Map.of(
          "tutorial", new LstmShape(50, 50, 1024, 1024, 1),
          "keyword", new LstmShape(49, 1, 10, 118, 1),
          "language", new LstmShape(35, 20, 200, 200, 2),
          "speech", new LstmShape(100, 1, 2048, 1024, 3));

  static LstmShape of(String text) {
    LstmShape named = NAMES.get(text);
    if (named != null) {
      return named;
    }
    int[] sizes = Sizes.parse(text, 5, "TxBxIxHxL", NAMES.keySet());
    return new LstmShape(sizes[0], sizes[1], sizes[2], sizes[3], sizes[4]);
  }

  /** T * B rows, in each layer times [inputs, 4H] and times [H, 4H]. */
  double flops() {
    double rows = (double) steps * batch;
    double first = 4.0 * hidden * (inputs + hidden);
    double later = 4.0 * hidden * (hidden + hidden);
    return 2 * rows * (first + (layers - 1) * later);
  }
}
