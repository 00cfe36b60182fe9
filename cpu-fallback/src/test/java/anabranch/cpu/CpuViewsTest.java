package anabranch.cpu;

import anabranch.tck.ViewsTck;

class CpuViewsTest extends ViewsTck {
  @Override
  protected String deviceName() {
    return "cpu";
  }
}
