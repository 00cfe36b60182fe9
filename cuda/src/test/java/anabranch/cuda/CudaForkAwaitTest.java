package anabranch.cuda;

import anabranch.tck.ForkAwaitTck;

final class CudaForkAwaitTest extends ForkAwaitTck {
  @Override
  protected String deviceName() {
    return "cuda:0";
  }
}
