package anabranch.cpu;

import anabranch.tck.SortTck;

class CpuSortTest extends SortTck {
  @Override
  protected String deviceName() {
    return "cpu";
  }
}
