package anabranch.cpu;

import anabranch.tck.CreationTck;

class CpuCreationTest extends CreationTck {
  @Override
  protected String deviceName() {
    return "cpu";
  }
}
