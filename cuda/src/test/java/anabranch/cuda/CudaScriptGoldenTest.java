package anabranch.cuda;

import anabranch.tck.ScriptGoldenTck;

class CudaScriptGoldenTest extends ScriptGoldenTck {
  @Override
  protected String deviceName() {
    return "cuda:0";
  }
}
