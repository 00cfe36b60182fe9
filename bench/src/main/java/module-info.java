/** Benchmarks. */
module anabranch.bench {
  requires anabranch.engine;
  requires anabranch.cpu;
  requires anabranch.examples;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires info.picocli;
  requires jcuda;
  requires jmh.core;
  requires static org.jspecify;

  uses anabranch.spi.BackendProvider;

  opens anabranch.bench.history to
      com.fasterxml.jackson.databind;
  opens anabranch.bench.cli to
      info.picocli;
  opens anabranch.bench.overlap to
      info.picocli;
}
