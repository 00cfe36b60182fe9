package anabranch.bench.overlap;

import anabranch.examples.LstmEnsemble.Mode;

/**
 * A way to run the ensemble.
 *
 * @param mode what is forked
 * @param width on how many threads or streams
 */
record Way(Mode mode, int width) {
  /** Whether anything is forked. */
  boolean forks() {
    return mode != Mode.SEQUENTIAL;
  }
}
