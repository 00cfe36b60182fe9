package anabranch.cuda;

import anabranch.tck.ScriptTck;

class CudaScriptTest extends ScriptTck {
  @Override
  protected String deviceName() {
    return "cuda:0";
  }
}
