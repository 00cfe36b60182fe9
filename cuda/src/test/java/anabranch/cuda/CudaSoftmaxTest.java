package anabranch.cuda;

import anabranch.tck.SoftmaxTck;

class CudaSoftmaxTest extends SoftmaxTck {
  @Override
  protected String deviceName() {
    return "cuda:0";
  }
}
