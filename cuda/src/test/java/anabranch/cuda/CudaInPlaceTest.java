package anabranch.cuda;

import anabranch.tck.InPlaceTck;

class CudaInPlaceTest extends InPlaceTck {
  @Override
  protected String deviceName() {
    return "cuda:0";
  }
}
