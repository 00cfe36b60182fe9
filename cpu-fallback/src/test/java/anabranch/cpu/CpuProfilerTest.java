package anabranch.cpu;

import anabranch.tck.ProfilerTck;

/** Recordings on the CPU. */
final class CpuProfilerTest extends ProfilerTck {
  @Override
  protected String deviceName() {
    return "cpu";
  }
}
