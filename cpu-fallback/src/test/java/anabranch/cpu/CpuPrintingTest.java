package anabranch.cpu;

import anabranch.tck.PrintingTck;

class CpuPrintingTest extends PrintingTck {
  @Override
  protected String deviceName() {
    return "cpu";
  }
}
