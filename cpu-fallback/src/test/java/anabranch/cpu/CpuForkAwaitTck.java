package anabranch.cpu;

import anabranch.tck.ForkAwaitTck;

final class CpuForkAwaitTck extends ForkAwaitTck {
  @Override
  protected String deviceName() {
    return "cpu";
  }
}
