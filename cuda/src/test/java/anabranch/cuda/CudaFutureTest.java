package anabranch.cuda;

import anabranch.tck.FutureTck;

final class CudaFutureTest extends FutureTck {
  @Override
  protected String deviceName() {
    return "cuda:0";
  }
}
