package anabranch.bench;

import java.util.Map;

/**
 * The sizes of a product [M, K] x [K, N], by name or as {@code MxKxN}.
 *
 * <table>
 *   <caption>Names</caption>
 *   <tr><td>square<td>1024 each
 *   <tr><td>projection<td>the input of all steps in the tutorial's LSTM: T * B = 2500 rows, C =
 *       1024, 4C columns
 *   <tr><td>step<td>the hidden state in one of its steps: B = 50 rows
 *   <tr><td>vector<td>the same for a batch of one
 *   <tr><td>feedforward<td>512 tokens through the first feed-forward layer of BERT base (Devlin et
 *       al. 2018, arXiv:1810.04805): 768 to 3072
 * </table>
 */
record MatMulShape(int m, int k, int n) {
  private static final Map<String, MatMulShape> NAMES =
      Map.of(
          "square", new MatMulShape(1024, 1024, 1024),
          "projection", new MatMulShape(2500, 1024, 4096),
          "step", new MatMulShape(50, 1024, 4096),
          "vector", new MatMulShape(1, 1024, 4096),
          "feedforward", new MatMulShape(512, 768, 3072));

  static MatMulShape of(String text) {
    MatMulShape named = NAMES.get(text);
    if (named != null) {
      return named;
    }
    int[] sizes = Sizes.parse(text, 3, "MxKxN", NAMES.keySet());
    return new MatMulShape(sizes[0], sizes[1], sizes[2]);
  }

  double flops() {
    return 2.0 * m * k * n;
  }
}
