package anabranch.cuda;

import anabranch.tck.ReduceTck;

class CudaReduceTest extends ReduceTck {
  @Override
  protected String deviceName() {
    return "cuda:0";
  }
}
