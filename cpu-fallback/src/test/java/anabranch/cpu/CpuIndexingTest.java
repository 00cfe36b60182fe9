package anabranch.cpu;

import anabranch.tck.IndexingTck;

class CpuIndexingTest extends IndexingTck {
  @Override
  protected String deviceName() {
    return "cpu";
  }
}
