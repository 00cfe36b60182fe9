package anabranch.cpu;

import anabranch.tck.UnaryTck;

class CpuUnaryTest extends UnaryTck {
  @Override
  protected String deviceName() {
    return "cpu";
  }
}
