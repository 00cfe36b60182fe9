package anabranch.cpu;

import anabranch.tck.FutureTck;

final class CpuFutureTest extends FutureTck {
  @Override
  protected String deviceName() {
    return "cpu";
  }
}
