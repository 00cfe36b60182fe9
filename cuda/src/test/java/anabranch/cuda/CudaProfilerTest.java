package anabranch.cuda;

import anabranch.tck.ProfilerTck;

/** Recordings on a GPU. */
final class CudaProfilerTest extends ProfilerTck {
  @Override
  protected String deviceName() {
    return "cuda:0";
  }
}
