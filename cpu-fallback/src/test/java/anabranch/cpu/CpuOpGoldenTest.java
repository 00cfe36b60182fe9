package anabranch.cpu;

import anabranch.tck.OpGoldenTck;

class CpuOpGoldenTest extends OpGoldenTck {
  @Override
  protected String deviceName() {
    return "cpu";
  }
}
