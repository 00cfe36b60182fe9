package anabranch.cpu;

import anabranch.tck.ForkAwaitTck;

final class CpuForkAwaitTest extends ForkAwaitTck {
  @Override
  protected String deviceName() {
    return "cpu";
  }
}
