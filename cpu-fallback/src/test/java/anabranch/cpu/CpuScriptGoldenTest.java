package anabranch.cpu;

import anabranch.tck.ScriptGoldenTck;

class CpuScriptGoldenTest extends ScriptGoldenTck {
  @Override
  protected String deviceName() {
    return "cpu";
  }
}
