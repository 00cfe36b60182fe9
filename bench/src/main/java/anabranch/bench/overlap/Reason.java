package anabranch.bench.overlap;

import java.util.Locale;

/** Why forking pays or does not. */
enum Reason {
  /** One operation at a time leaves threads idle, and forks fill them. */
  IDLE_THREADS("threads were idle"),
  /** One operation at a time stays away from the floor, and forks come nearer. */
  ROOM("there was room"),
  /** There is one thread or stream. */
  NOTHING_BESIDE("nothing to overlap with"),
  /** One operation at a time already computes as fast as the device can. */
  COMPUTE("kernel fills the device"),
  /** One operation at a time already reads weights as fast as the memory can. */
  BANDWIDTH("memory bandwidth"),
  /** The forks themselves take a share of the time that matters. */
  FORK_COST("forks cost too much"),
  /** The device is as fast as the host can enqueue. */
  LAUNCH("launch-bound"),
  /** One operation at a time is already spread over all threads. */
  SLICES("slices use all threads"),
  /** Operations overlapped, and each took that much longer. */
  CONTENTION("they slow each other down"),
  /** The rounds scatter too much. */
  SCATTER("the rounds disagree"),
  /** No rule applies. */
  UNEXPLAINED("not explained");

  private final String title;

  Reason(String title) {
    this.title = title;
  }

  /** For people, in a few words. */
  String title() {
    return title;
  }

  /** The word in JSON. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
