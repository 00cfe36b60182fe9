package anabranch.cpu;

import anabranch.tck.BinaryTck;

class CpuBinaryTest extends BinaryTck {
  @Override
  protected String deviceName() {
    return "cpu";
  }
}
