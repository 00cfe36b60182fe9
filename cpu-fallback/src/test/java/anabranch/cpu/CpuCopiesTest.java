package anabranch.cpu;

import anabranch.tck.CopiesTck;

class CpuCopiesTest extends CopiesTck {
  @Override
  protected String deviceName() {
    return "cpu";
  }
}
