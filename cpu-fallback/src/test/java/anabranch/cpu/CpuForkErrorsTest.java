package anabranch.cpu;

import anabranch.tck.ForkErrorsTck;

final class CpuForkErrorsTest extends ForkErrorsTck {
  @Override
  protected String deviceName() {
    return "cpu";
  }
}
