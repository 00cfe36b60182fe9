package anabranch.cpu;

import anabranch.tck.ResourceTck;

final class CpuResourceTest extends ResourceTck {
  @Override
  protected String deviceName() {
    return "cpu";
  }
}
