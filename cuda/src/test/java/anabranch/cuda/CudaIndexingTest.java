package anabranch.cuda;

import anabranch.tck.IndexingTck;

class CudaIndexingTest extends IndexingTck {
  @Override
  protected String deviceName() {
    return "cuda:0";
  }
}
