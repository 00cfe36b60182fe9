/** Benchmarks. */
module anabranch.bench {
  requires anabranch.engine;
  requires anabranch.cpu;
  requires anabranch.examples;
  requires jmh.core;
  requires static org.jspecify;
}
