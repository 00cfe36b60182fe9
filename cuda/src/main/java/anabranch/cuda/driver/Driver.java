package anabranch.cuda.driver;

import java.lang.foreign.MemorySegment;
import jcuda.driver.CUdevice;
import jcuda.driver.CUevent_flags;
import jcuda.driver.CUfunction;
import jcuda.driver.CUstream_flags;
import jcuda.driver.JCudaDriver;

/**
 * The driver's calls that set things up, or move data, by JCuda. The caller's context is bound
 * where a call needs one. {@link Natives#load} must have succeeded.
 */
public final class Driver {
  private Driver() {}

  /** Starts the driver; to do so again is harmless. */
  public static void initialize() {
    Status.check("cuInit", JCudaDriver.cuInit(0));
  }

  /** The primary context of device {@code ordinal}, made if it is not there; give it back. */
  public static ContextHandle retainPrimaryContext(int ordinal) {
    ContextHandle context = new ContextHandle();
    Status.check(
        "cuDevicePrimaryCtxRetain",
        JCudaDriver.cuDevicePrimaryCtxRetain(context.jcuda(), device(ordinal)));
    return context;
  }

  /** Gives back what {@link #retainPrimaryContext} returned. */
  public static void releasePrimaryContext(int ordinal) {
    Status.check(
        "cuDevicePrimaryCtxRelease", JCudaDriver.cuDevicePrimaryCtxRelease(device(ordinal)));
  }

  private static CUdevice device(int ordinal) {
    CUdevice device = new CUdevice();
    Status.check("cuDeviceGet", JCudaDriver.cuDeviceGet(device, ordinal));
    return device;
  }

  /** Blocks until all work of the bound context is done. */
  public static void synchronizeContext() {
    Status.check("cuCtxSynchronize", JCudaDriver.cuCtxSynchronize());
  }

  /** A stream that does not wait for the default stream. */
  public static StreamHandle createStream() {
    StreamHandle stream = new StreamHandle();
    Status.check(
        "cuStreamCreate",
        JCudaDriver.cuStreamCreate(stream.jcuda(), CUstream_flags.CU_STREAM_NON_BLOCKING));
    return stream;
  }

  /** Gives a stream back. */
  public static void destroy(StreamHandle stream) {
    Status.check("cuStreamDestroy", JCudaDriver.cuStreamDestroy(stream.jcuda()));
  }

  /** Blocks until all work of {@code stream} is done. */
  public static void synchronize(StreamHandle stream) {
    Status.check("cuStreamSynchronize", JCudaDriver.cuStreamSynchronize(stream.jcuda()));
  }

  /** An event that keeps no time. */
  public static EventHandle createEvent() {
    EventHandle event = new EventHandle();
    Status.check(
        "cuEventCreate",
        JCudaDriver.cuEventCreate(event.jcuda(), CUevent_flags.CU_EVENT_DISABLE_TIMING));
    return event;
  }

  /** An event that keeps the time at which the work before it was done. */
  public static EventHandle createTimedEvent() {
    EventHandle event = new EventHandle();
    Status.check(
        "cuEventCreate", JCudaDriver.cuEventCreate(event.jcuda(), CUevent_flags.CU_EVENT_DEFAULT));
    return event;
  }

  /** Gives an event back. */
  public static void destroy(EventHandle event) {
    Status.check("cuEventDestroy", JCudaDriver.cuEventDestroy(event.jcuda()));
  }

  /** Blocks until the work that {@code event} stands for is done. */
  public static void synchronize(EventHandle event) {
    Status.check("cuEventSynchronize", JCudaDriver.cuEventSynchronize(event.jcuda()));
  }

  /** Host memory that devices can reach; {@code bytes} of it. */
  public static MemorySegment allocatePinned(long bytes) {
    HostPointer pointer = new HostPointer();
    int flags = JCudaDriver.CU_MEMHOSTALLOC_PORTABLE | JCudaDriver.CU_MEMHOSTALLOC_DEVICEMAP;
    Status.check("cuMemHostAlloc", JCudaDriver.cuMemHostAlloc(pointer, bytes, flags));
    return MemorySegment.ofAddress(pointer.address()).reinterpret(bytes);
  }

  /** Where the bound context's device sees {@code pinned}. */
  public static long devicePointer(MemorySegment pinned) {
    DevicePointer pointer = new DevicePointer();
    Status.check(
        "cuMemHostGetDevicePointer",
        JCudaDriver.cuMemHostGetDevicePointer(pointer, new HostPointer(pinned.address()), 0));
    return pointer.address();
  }

  /** Gives back what {@link #allocatePinned} returned. */
  public static void freePinned(MemorySegment pinned) {
    Status.check("cuMemFreeHost", JCudaDriver.cuMemFreeHost(new HostPointer(pinned.address())));
  }

  /** Gives device memory back, whatever stream it was allocated on, after all work on it. */
  public static void free(long address) {
    Status.check("cuMemFree", JCudaDriver.cuMemFree(new DevicePointer(address)));
  }

  /** Enqueues a copy of all of {@code pinned} to the device. */
  public static void upload(MemorySegment pinned, long target, StreamHandle stream) {
    Status.check(
        "cuMemcpyHtoDAsync",
        JCudaDriver.cuMemcpyHtoDAsync(
            new DevicePointer(target),
            new HostPointer(pinned.address()),
            pinned.byteSize(),
            stream.jcuda()));
  }

  /** Enqueues a copy from the device that fills {@code pinned}. */
  public static void download(long source, MemorySegment pinned, StreamHandle stream) {
    Status.check(
        "cuMemcpyDtoHAsync",
        JCudaDriver.cuMemcpyDtoHAsync(
            new HostPointer(pinned.address()),
            new DevicePointer(source),
            pinned.byteSize(),
            stream.jcuda()));
  }

  /** Enqueues a copy between devices on a stream of one of them. */
  public static void copyPeer(
      long target,
      ContextHandle targetContext,
      long source,
      ContextHandle sourceContext,
      long bytes,
      StreamHandle stream) {
    Status.check(
        "cuMemcpyPeerAsync",
        JCudaDriver.cuMemcpyPeerAsync(
            new DevicePointer(target),
            targetContext.jcuda(),
            new DevicePointer(source),
            sourceContext.jcuda(),
            bytes,
            stream.jcuda()));
  }

  /** Loads {@code image}, a cubin or PTX with a 0 behind it, into the bound context. */
  public static ModuleHandle load(MemorySegment image) {
    ModuleHandle module = new ModuleHandle();
    Status.check(
        "cuModuleLoadDataEx",
        JCudaDriver.cuModuleLoadDataEx(
            module.jcuda(), new HostPointer(image.address()), 0, new int[0], new HostPointer()));
    return module;
  }

  /** Gives a module back. */
  public static void unload(ModuleHandle module) {
    Status.check("cuModuleUnload", JCudaDriver.cuModuleUnload(module.jcuda()));
  }

  /** The handle of a module's kernel. */
  public static long function(ModuleHandle module, String name) {
    Function function = new Function();
    Status.check(
        "cuModuleGetFunction", JCudaDriver.cuModuleGetFunction(function, module.jcuda(), name));
    return function.address();
  }

  /** JCuda hides the address from all but subclasses. */
  private static final class Function extends CUfunction {
    long address() {
      return getNativePointer();
    }
  }
}
