package anabranch.cuda;

import anabranch.tck.ForkErrorsTck;

final class CudaForkErrorsTest extends ForkErrorsTck {
  @Override
  protected String deviceName() {
    return "cuda:0";
  }
}
