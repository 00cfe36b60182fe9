package anabranch.cpu;

import anabranch.tck.MatMulTck;

class CpuMatMulTest extends MatMulTck {
  @Override
  protected String deviceName() {
    return "cpu";
  }
}
