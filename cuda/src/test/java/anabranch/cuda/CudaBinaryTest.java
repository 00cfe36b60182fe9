package anabranch.cuda;

import anabranch.tck.BinaryTck;

class CudaBinaryTest extends BinaryTck {
  @Override
  protected String deviceName() {
    return "cuda:0";
  }
}
