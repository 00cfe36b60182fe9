package anabranch.cuda.driver;

import jcuda.driver.CUmodule;

/** An image that was loaded into a context. */
public final class ModuleHandle {
  private final CUmodule jcuda = new CUmodule();

  ModuleHandle() {}

  CUmodule jcuda() {
    return jcuda;
  }
}
