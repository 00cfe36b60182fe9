package anabranch.cuda;

import anabranch.tck.CopiesTck;

class CudaCopiesTest extends CopiesTck {
  @Override
  protected String deviceName() {
    return "cuda:0";
  }
}
