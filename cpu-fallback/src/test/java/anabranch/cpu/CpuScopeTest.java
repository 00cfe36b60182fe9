package anabranch.cpu;

import anabranch.tck.ScopeTck;

final class CpuScopeTest extends ScopeTck {
  @Override
  protected String deviceName() {
    return "cpu";
  }
}
