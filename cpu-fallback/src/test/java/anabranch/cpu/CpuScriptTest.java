package anabranch.cpu;

import anabranch.tck.ScriptTck;

class CpuScriptTest extends ScriptTck {
  @Override
  protected String deviceName() {
    return "cpu";
  }
}
