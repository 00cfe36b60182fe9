package anabranch.cpu;

import anabranch.tck.SoftmaxTck;

class CpuSoftmaxTest extends SoftmaxTck {
  @Override
  protected String deviceName() {
    return "cpu";
  }
}
