package anabranch.cuda.driver;

import jcuda.driver.CUdeviceptr;

/** An address of device memory, as JCuda takes it. */
final class DevicePointer extends CUdeviceptr {
  DevicePointer() {}

  DevicePointer(long address) {
    super(new CUdeviceptr(), address);
  }

  long address() {
    return getNativePointer() + getByteOffset();
  }
}
