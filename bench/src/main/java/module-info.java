/** Benchmarks. */
module anabranch.bench {
  requires anabranch.engine;
  requires anabranch.cpu;
  requires anabranch.examples;
  requires info.picocli;
  requires jcuda;
  requires jmh.core;
  requires static org.jspecify;

  opens anabranch.bench.cli to
      info.picocli;
}
