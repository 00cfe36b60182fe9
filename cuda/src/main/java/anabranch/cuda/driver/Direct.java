package anabranch.cuda.driver;

import static anabranch.cuda.driver.Foreign.INT;
import static anabranch.cuda.driver.Foreign.LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The driver's calls that operations are made of, without JNI: a launch by JCuda takes microseconds
 * and allocates. The handles are constants for the compiler, since the class is initialised only
 * where the driver's library is.
 */
public final class Direct {
  private static final int NOT_READY = 600;

  private static final SymbolLookup LIBRARY = Libraries.cuda();
  private static final MethodHandle BIND = bind("cuCtxSetCurrent", LONG);
  private static final MethodHandle LAUNCH =
      bind("cuLaunchKernel", LONG, INT, INT, INT, INT, INT, INT, INT, LONG, LONG, LONG);
  private static final MethodHandle ALLOCATE = bind("cuMemAllocAsync", LONG, LONG, LONG);
  private static final MethodHandle FREE = bind("cuMemFreeAsync", LONG, LONG);
  private static final MethodHandle SET =
      bind("cuMemsetD8Async", LONG, ValueLayout.JAVA_BYTE, LONG, LONG);
  private static final MethodHandle RECORD = bind("cuEventRecord", LONG, LONG);
  private static final MethodHandle QUERY = bind("cuEventQuery", LONG);
  private static final MethodHandle ELAPSED = bind("cuEventElapsedTime", LONG, LONG, LONG);
  private static final MethodHandle AWAIT = bind("cuStreamWaitEvent", LONG, LONG, INT);

  private Direct() {}

  private static MethodHandle bind(String name, MemoryLayout... parameters) {
    return Foreign.bind(LIBRARY, name, parameters);
  }

  /** Makes {@code context} the calling thread's current one. */
  public static void bindContext(long context) {
    int status;
    try {
      status = (int) BIND.invokeExact(context);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    Status.check("cuCtxSetCurrent", status);
  }

  /**
   * Enqueues a kernel.
   *
   * @param extra address of the launch's options, which hold the packed arguments
   */
  public static void launch(long function, int blocks, int threads, long stream, long extra) {
    int status;
    try {
      status =
          (int) LAUNCH.invokeExact(function, blocks, 1, 1, threads, 1, 1, 0, stream, 0L, extra);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    Status.check("cuLaunchKernel", status);
  }

  /**
   * Memory of the device's default pool for a stream's later work.
   *
   * @param out eight bytes of the caller's for the driver to answer in
   * @param bytes at least 1
   * @return the address
   */
  public static long allocate(MemorySegment out, long bytes, long stream) {
    int status;
    try {
      status = (int) ALLOCATE.invokeExact(out.address(), bytes, stream);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    Status.check("cuMemAllocAsync", status);
    return out.get(ValueLayout.JAVA_LONG, 0);
  }

  /** Takes memory back once a stream's earlier work is done. */
  public static void free(long address, long stream) {
    int status;
    try {
      status = (int) FREE.invokeExact(address, stream);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    Status.check("cuMemFreeAsync", status);
  }

  /** Sets bytes to 0 in a stream's order. */
  public static void zero(long address, long bytes, long stream) {
    int status;
    try {
      status = (int) SET.invokeExact(address, (byte) 0, bytes, stream);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    Status.check("cuMemsetD8Async", status);
  }

  /** Lets {@code event} stand for all that {@code stream} has been given so far. */
  public static void record(long event, long stream) {
    int status;
    try {
      status = (int) RECORD.invokeExact(event, stream);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    Status.check("cuEventRecord", status);
  }

  /** Whether all work that {@code event} stands for is done. */
  public static boolean isDone(long event) {
    int status;
    try {
      status = (int) QUERY.invokeExact(event);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    if (status == NOT_READY) {
      return false;
    }
    Status.check("cuEventQuery", status);
    return true;
  }

  /** Lets later work of {@code stream} wait for {@code event}. */
  public static void await(long stream, long event) {
    int status;
    try {
      status = (int) AWAIT.invokeExact(stream, event, 0);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    Status.check("cuStreamWaitEvent", status);
  }

  /**
   * The milliseconds from one timed event to another; the work before both is done.
   *
   * @return with a resolution of about half a microsecond near 0, less over long times
   */
  public static float millis(long from, long to) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.JAVA_FLOAT);
      int status;
      try {
        status = (int) ELAPSED.invokeExact(out.address(), from, to);
      } catch (Throwable e) {
        throw Foreign.unexpected(e);
      }
      Status.check("cuEventElapsedTime", status);
      return out.get(ValueLayout.JAVA_FLOAT, 0);
    }
  }
}
