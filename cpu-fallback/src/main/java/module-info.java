/** The backend in pure Java: the Vector API where the JVM has it, plain loops otherwise. */
module anabranch.cpu {
  requires transitive anabranch.engine;
  requires static org.jspecify;
  requires static jdk.incubator.vector;
  requires java.management;
  requires jdk.management;

  exports anabranch.cpu;

  provides anabranch.spi.BackendProvider with
      anabranch.cpu.CpuProvider;
}
