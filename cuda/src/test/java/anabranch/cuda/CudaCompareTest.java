package anabranch.cuda;

import anabranch.tck.CompareTck;

class CudaCompareTest extends CompareTck {
  @Override
  protected String deviceName() {
    return "cuda:0";
  }
}
