package anabranch.cuda;

import anabranch.tck.ResourceTck;

final class CudaResourceTest extends ResourceTck {
  @Override
  protected String deviceName() {
    return "cuda:0";
  }
}
