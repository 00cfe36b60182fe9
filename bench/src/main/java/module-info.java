/** Benchmarks. */
module anabranch.bench {
  requires anabranch.engine;
  requires anabranch.cpu;
  requires anabranch.examples;
  requires com.fasterxml.jackson.core;
  requires jcuda;
  requires jmh.core;
  requires static org.jspecify;
}
