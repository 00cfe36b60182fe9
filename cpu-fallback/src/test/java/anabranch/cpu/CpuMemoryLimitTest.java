package anabranch.cpu;

import anabranch.tck.MemoryLimitTck;

class CpuMemoryLimitTest extends MemoryLimitTck {
  @Override
  protected String deviceName() {
    return "cpu";
  }
}
