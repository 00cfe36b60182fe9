package anabranch.bench;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import jcuda.Pointer;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;
import jcuda.driver.CUresult;
import jcuda.driver.CUstream;
import jcuda.driver.JCudaDriver;

/**
 * The kernel of {@code neg}, launched as JCuda's users do. JCuda's natives are loaded and the
 * driver is initialised: a device of ours is open.
 */
final class JcudaLaunch implements AutoCloseable {
  private static final String IMAGE = "/META-INF/anabranch/kernels/unary.ptx";
  private static final int NEG = 0;

  private final CUcontext context = new CUcontext();
  private final CUfunction function = new CUfunction();
  private final CUstream stream = new CUstream();
  private final CUdeviceptr element = new CUdeviceptr();
  private final CUmodule module = new CUmodule();
  private final Pointer parameters;

  JcudaLaunch() throws IOException {
    check(JCudaDriver.cuDevicePrimaryCtxRetain(context, first()));
    check(JCudaDriver.cuCtxSetCurrent(context));
    check(JCudaDriver.cuModuleLoadData(module, image()));
    check(JCudaDriver.cuModuleGetFunction(function, module, "unary_f32"));
    check(JCudaDriver.cuStreamCreate(stream, 1));
    check(JCudaDriver.cuMemAlloc(element, Float.BYTES));
    check(JCudaDriver.cuMemsetD32(element, 0, 1));
    long[] oneElement = new long[1 + 3 * 16];
    Arrays.fill(oneElement, 0, 2, 1);
    parameters =
        Pointer.to(
            Pointer.to(new int[] {NEG}),
            Pointer.to(element),
            Pointer.to(element),
            Pointer.to(new long[] {1}),
            Pointer.to(new int[] {0}),
            Pointer.to(oneElement));
  }

  private static CUdevice first() {
    CUdevice device = new CUdevice();
    check(JCudaDriver.cuDeviceGet(device, 0));
    return device;
  }

  private static byte[] image() throws IOException {
    try (InputStream in = JcudaLaunch.class.getResourceAsStream(IMAGE)) {
      if (in == null) {
        throw new IllegalStateException(IMAGE + " is not on the class path");
      }
      byte[] text = in.readAllBytes();
      return Arrays.copyOf(text, text.length + 1);
    }
  }

  void run() {
    check(JCudaDriver.cuLaunchKernel(function, 1, 1, 1, 256, 1, 1, 0, stream, parameters, null));
  }

  void synchronize() {
    check(JCudaDriver.cuStreamSynchronize(stream));
  }

  /** Gives all back; the calling thread needs no context. */
  @Override
  public void close() {
    check(JCudaDriver.cuCtxSetCurrent(context));
    check(JCudaDriver.cuStreamDestroy(stream));
    check(JCudaDriver.cuMemFree(element));
    check(JCudaDriver.cuModuleUnload(module));
    check(JCudaDriver.cuDevicePrimaryCtxRelease(first()));
  }

  private static void check(int status) {
    if (status != CUresult.CUDA_SUCCESS) {
      throw new IllegalStateException("JCuda: " + CUresult.stringFor(status));
    }
  }
}
