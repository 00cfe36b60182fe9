package anabranch.cpu;

import anabranch.tck.ReduceTck;

class CpuReduceTest extends ReduceTck {
  @Override
  protected String deviceName() {
    return "cpu";
  }
}
