package anabranch.cuda;

import anabranch.tck.CreationTck;

class CudaCreationTest extends CreationTck {
  @Override
  protected String deviceName() {
    return "cuda:0";
  }
}
