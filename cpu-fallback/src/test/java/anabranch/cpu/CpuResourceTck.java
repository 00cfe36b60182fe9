package anabranch.cpu;

import anabranch.tck.ResourceTck;

final class CpuResourceTck extends ResourceTck {
  @Override
  protected String deviceName() {
    return "cpu";
  }
}
