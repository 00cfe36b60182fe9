package anabranch.cpu;

import anabranch.tck.FutureTck;

final class CpuFutureTck extends FutureTck {
  @Override
  protected String deviceName() {
    return "cpu";
  }
}
