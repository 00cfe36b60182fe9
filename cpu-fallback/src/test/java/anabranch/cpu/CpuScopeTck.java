package anabranch.cpu;

import anabranch.tck.ScopeTck;

final class CpuScopeTck extends ScopeTck {
  @Override
  protected String deviceName() {
    return "cpu";
  }
}
