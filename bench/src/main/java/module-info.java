/** Benchmarks. */
module anabranch.bench {
  requires anabranch.engine;
  requires anabranch.cpu;
  requires anabranch.examples;
  requires info.picocli;
  requires com.fasterxml.jackson.core;
  requires jcuda;
  requires jmh.core;
  requires static org.jspecify;

  opens anabranch.bench.cli to
      info.picocli;
}
