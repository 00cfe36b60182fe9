/**
 * Tensors, fork and await, neural-network layers and model files, over whatever backend is there.
 */
module anabranch.engine {
  requires static transitive org.jspecify;
  requires com.fasterxml.jackson.core;
  requires transitive jdk.jfr;

  exports anabranch;
  exports anabranch.shape;
  exports anabranch.op;
  exports anabranch.spi;
  exports anabranch.nn;
  exports anabranch.profile;
  exports anabranch.io;
  exports anabranch.script;

  uses anabranch.spi.BackendProvider;
}
