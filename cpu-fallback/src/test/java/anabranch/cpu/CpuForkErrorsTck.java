package anabranch.cpu;

import anabranch.tck.ForkErrorsTck;

final class CpuForkErrorsTck extends ForkErrorsTck {
  @Override
  protected String deviceName() {
    return "cpu";
  }
}
