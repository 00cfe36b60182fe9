package anabranch.cuda;

import anabranch.tck.OpGoldenTck;

class CudaOpGoldenTest extends OpGoldenTck {
  @Override
  protected String deviceName() {
    return "cuda:0";
  }
}
