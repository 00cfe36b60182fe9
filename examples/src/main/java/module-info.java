/** The tutorial as small programs, and the command line. */
module anabranch.examples {
  requires transitive anabranch.engine;
  requires anabranch.cpu;
  requires com.fasterxml.jackson.core;
  requires transitive info.picocli;
  requires java.management;
  requires jdk.management;
  requires static org.jspecify;

  exports anabranch.examples;
  exports anabranch.examples.cli;

  opens anabranch.examples to
      anabranch.engine;
  opens anabranch.examples.cli to
      anabranch.engine,
      info.picocli;
}
