package anabranch.cuda;

import anabranch.tck.ScopeTck;

final class CudaScopeTest extends ScopeTck {
  @Override
  protected String deviceName() {
    return "cuda:0";
  }
}
