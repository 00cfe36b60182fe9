// An image is taken if the device and the driver can read it and each of its kernels is known.
#include "rig.h"

static int load(const std::string& text) {
  Handle module;
  return cuModuleLoadData(&module, text.c_str());
}

int main() {
  Rig rig({"scale"});
  const std::string scale = ".visible .entry scale(\n)\n{\n}\n";
  equal(load(".version 8.5\n.target sm_90\n" + scale), 0, "PTX of CUDA 12.6");
  equal(load(".version 9.0\n.target sm_90\n" + scale), 222, "PTX of CUDA 13");
  equal(load(".version 7.0\n.target sm_100\n" + scale), 209, "PTX for a later device");
  equal(load("nonsense"), 200, "what is no PTX");
  clean();
  equal(load(".version 7.0\n.target sm_75\n.entry other()\n{\n}\n"), 500, "an unknown kernel");
  caught({"kernel other", "not among those compiled"});

  Handle module;
  Handle function;
  OK(cuModuleLoadData(&module, (".version 7.0\n.target sm_75\n" + scale).c_str()));
  OK(cuModuleGetFunction(&function, module, "scale"));
  equal(cuModuleGetFunction(&function, module, "double_up"), 500, "a kernel of another module");
  OK(cuModuleUnload(module));
  equal(cuModuleGetFunction(&function, module, "scale"), 400, "a module that was unloaded");

  Handle graph;
  equal(cuGraphCreate(&graph, 0), 801, "a call that is not emulated");
  clean();
}
