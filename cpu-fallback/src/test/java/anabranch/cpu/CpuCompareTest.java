package anabranch.cpu;

import anabranch.tck.CompareTck;

class CpuCompareTest extends CompareTck {
  @Override
  protected String deviceName() {
    return "cpu";
  }
}
