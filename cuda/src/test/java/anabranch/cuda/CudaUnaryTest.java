package anabranch.cuda;

import anabranch.tck.UnaryTck;

class CudaUnaryTest extends UnaryTck {
  @Override
  protected String deviceName() {
    return "cuda:0";
  }
}
