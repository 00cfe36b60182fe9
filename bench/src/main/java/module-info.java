/** Benchmarks. */
module anabranch.bench {
  requires anabranch.engine;
  requires anabranch.cpu;
  requires anabranch.examples;
  requires com.fasterxml.jackson.core;
  requires info.picocli;
  requires com.fasterxml.jackson.core;
  requires jcuda;
  requires jmh.core;
  requires static org.jspecify;

  uses anabranch.spi.BackendProvider;

  opens anabranch.bench.cli to
      info.picocli;
  opens anabranch.bench.overlap to
      info.picocli;
}
