package anabranch.cuda;

import anabranch.tck.MemoryLimitTck;

class CudaMemoryLimitTest extends MemoryLimitTck {
  @Override
  protected String deviceName() {
    return "cuda:0";
  }
}
