package anabranch.cuda;

import anabranch.tck.ViewsTck;

class CudaViewsTest extends ViewsTck {
  @Override
  protected String deviceName() {
    return "cuda:0";
  }
}
