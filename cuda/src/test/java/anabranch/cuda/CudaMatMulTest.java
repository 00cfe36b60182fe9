package anabranch.cuda;

import anabranch.tck.MatMulTck;

class CudaMatMulTest extends MatMulTck {
  @Override
  protected String deviceName() {
    return "cuda:0";
  }
}
