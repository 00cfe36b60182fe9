package anabranch.cuda.driver;

import jcuda.Pointer;

/** An address of native memory, as JCuda takes it: it must never see an array. */
final class HostPointer extends Pointer {
  HostPointer() {}

  HostPointer(long address) {
    super(address);
  }

  long address() {
    return getNativePointer() + getByteOffset();
  }
}
