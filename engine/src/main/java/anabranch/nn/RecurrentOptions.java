package anabranch.nn;

/**
 * How an {@link Lstm} or {@link Gru} is built. Make one with {@link #of} and change what differs.
 *
 * @param inputSize how many features a step has
 * @param hiddenSize how many hidden units a layer has
 * @param numLayers how many layers there are, each on the output of the one below
 * @param bias whether the gates have biases
 * @param batchFirst whether input and output are [B, T, *] instead of [T, B, *]; states are not
 * @param dropout the share of each layer's output but the last's that is dropped in training
 * @param bidirectional whether a second set of weights runs through time backwards
 * @param projSize how many features the hidden state is projected to, or 0 for no projection; of an
 *     LSTM only
 */
public record RecurrentOptions(
    long inputSize,
    long hiddenSize,
    int numLayers,
    boolean bias,
    boolean batchFirst,
    double dropout,
    boolean bidirectional,
    long projSize) {
  /** Checks the values. */
  public RecurrentOptions {
    if (inputSize < 0 || hiddenSize <= 0 || numLayers <= 0) {
      throw new IllegalArgumentException(
          "expected input_size >= 0, hidden_size > 0 and num_layers > 0, got %d, %d and %d"
              .formatted(inputSize, hiddenSize, numLayers));
    }
    if (!(dropout >= 0 && dropout <= 1)) {
      throw new IllegalArgumentException(
          "dropout should be a number in range [0, 1] representing the probability of an element"
              + " being zeroed, got "
              + dropout);
    }
    if (dropout > 0 && numLayers == 1) {
      throw new IllegalArgumentException(
          "dropout is added after all but the last recurrent layer, so non-zero dropout expects num_layers greater than 1, got dropout=%s and num_layers=1"
              .formatted(dropout));
    }
    if (projSize < 0 || projSize >= hiddenSize) {
      throw new IllegalArgumentException(
          "proj_size should be 0 or more and smaller than hidden_size %d, got %d"
              .formatted(hiddenSize, projSize));
    }
  }

  /** One layer with biases, in one direction. */
  public static RecurrentOptions of(long inputSize, long hiddenSize) {
    return new RecurrentOptions(inputSize, hiddenSize, 1, true, false, 0, false, 0);
  }

  /** The same with {@code layers} layers. */
  public RecurrentOptions withNumLayers(int layers) {
    return new RecurrentOptions(
        inputSize, hiddenSize, layers, bias, batchFirst, dropout, bidirectional, projSize);
  }

  /** The same with biases or without. */
  public RecurrentOptions withBias(boolean on) {
    return new RecurrentOptions(
        inputSize, hiddenSize, numLayers, on, batchFirst, dropout, bidirectional, projSize);
  }

  /** The same with the batch before the time, or after it. */
  public RecurrentOptions withBatchFirst(boolean on) {
    return new RecurrentOptions(
        inputSize, hiddenSize, numLayers, bias, on, dropout, bidirectional, projSize);
  }

  /** The same with dropout between layers, of which there must be several by then. */
  public RecurrentOptions withDropout(double share) {
    return new RecurrentOptions(
        inputSize, hiddenSize, numLayers, bias, batchFirst, share, bidirectional, projSize);
  }

  /** The same in two directions, or in one. */
  public RecurrentOptions withBidirectional(boolean on) {
    return new RecurrentOptions(
        inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, on, projSize);
  }

  /** The same with the hidden state projected to {@code size} features. */
  public RecurrentOptions withProjSize(long size) {
    return new RecurrentOptions(
        inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, size);
  }

  /** 2 if bidirectional, else 1. */
  int directions() {
    return bidirectional ? 2 : 1;
  }

  /** How many states there are: one per layer and direction. */
  int states() {
    return numLayers * directions();
  }

  /** How many features a direction gives. */
  long outputSize() {
    return projSize > 0 ? projSize : hiddenSize;
  }

  /** As PyTorch prints them: what differs from the defaults. */
  @Override
  public String toString() {
    return inputSize
        + ", "
        + hiddenSize
        + (projSize > 0 ? ", proj_size=" + projSize : "")
        + (numLayers > 1 ? ", num_layers=" + numLayers : "")
        + (bias ? "" : ", bias=False")
        + (batchFirst ? ", batch_first=True" : "")
        + (dropout > 0 ? ", dropout=" + dropout : "")
        + (bidirectional ? ", bidirectional=True" : "");
  }
}
