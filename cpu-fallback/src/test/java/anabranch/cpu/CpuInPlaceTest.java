package anabranch.cpu;

import anabranch.tck.InPlaceTck;

class CpuInPlaceTest extends InPlaceTck {
  @Override
  protected String deviceName() {
    return "cpu";
  }
}
