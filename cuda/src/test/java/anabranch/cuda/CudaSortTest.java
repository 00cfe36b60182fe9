package anabranch.cuda;

import anabranch.tck.SortTck;

class CudaSortTest extends SortTck {
  @Override
  protected String deviceName() {
    return "cuda:0";
  }
}
