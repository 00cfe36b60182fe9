package anabranch.cuda;

import anabranch.tck.PrintingTck;

class CudaPrintingTest extends PrintingTck {
  @Override
  protected String deviceName() {
    return "cuda:0";
  }
}
