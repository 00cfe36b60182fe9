package anabranch.cuda.driver;

import static anabranch.cuda.driver.Foreign.INT;
import static anabranch.cuda.driver.Foreign.LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** A device's default pool of stream-ordered memory, which JCuda has no calls for. */
public final class MemoryPool {
  private static final int REUSE_BY_HIDDEN_WAITS = 3;
  private static final int RELEASE_THRESHOLD = 4;
  private static final int RESERVED = 5;

  private static final SymbolLookup LIBRARY = Libraries.cuda();
  private static final MethodHandle DEFAULT =
      Foreign.bind(LIBRARY, "cuDeviceGetDefaultMemPool", LONG, INT);
  private static final MethodHandle SET =
      Foreign.bind(LIBRARY, "cuMemPoolSetAttribute", LONG, INT, LONG);
  private static final MethodHandle GET =
      Foreign.bind(LIBRARY, "cuMemPoolGetAttribute", LONG, INT, LONG);
  private static final MethodHandle TRIM = Foreign.bind(LIBRARY, "cuMemPoolTrimTo", LONG, LONG);
  private static final MethodHandle ACCESS =
      Foreign.bind(LIBRARY, "cuMemPoolSetAccess", LONG, LONG, LONG);

  private final long handle;

  private MemoryPool(long handle) {
    this.handle = handle;
  }

  /**
   * The default pool of device {@code ordinal}, set to keep what it has until it is trimmed, and to
   * let no stream wait for another's free without being told.
   */
  public static MemoryPool of(int ordinal) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.JAVA_LONG);
      int status;
      try {
        status = (int) DEFAULT.invokeExact(out.address(), ordinal);
      } catch (Throwable e) {
        throw Foreign.unexpected(e);
      }
      Status.check("cuDeviceGetDefaultMemPool", status);
      MemoryPool pool = new MemoryPool(out.get(ValueLayout.JAVA_LONG, 0));
      pool.set(RELEASE_THRESHOLD, -1L);
      pool.set(REUSE_BY_HIDDEN_WAITS, 0);
      return pool;
    }
  }

  private void set(int attribute, long value) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment in = arena.allocateFrom(ValueLayout.JAVA_LONG, value);
      int status;
      try {
        status = (int) SET.invokeExact(handle, attribute, in.address());
      } catch (Throwable e) {
        throw Foreign.unexpected(e);
      }
      Status.check("cuMemPoolSetAttribute", status);
    }
  }

  /** The bytes that it has taken from the device, in use or not. */
  public long reserved() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.JAVA_LONG);
      int status;
      try {
        status = (int) GET.invokeExact(handle, RESERVED, out.address());
      } catch (Throwable e) {
        throw Foreign.unexpected(e);
      }
      Status.check("cuMemPoolGetAttribute", status);
      return out.get(ValueLayout.JAVA_LONG, 0);
    }
  }

  /** Gives back to the device what is not in use. */
  public void trim() {
    int status;
    try {
      status = (int) TRIM.invokeExact(handle, 0L);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    Status.check("cuMemPoolTrimTo", status);
  }

  /** Lets device {@code ordinal} reach the pool's memory over the bus. */
  public void openTo(int ordinal) {
    try (Arena arena = Arena.ofConfined()) {
      // CUmemAccessDesc: the location's type, 1 for a device, its ordinal, and 3 to read and write.
      MemorySegment access = arena.allocateFrom(ValueLayout.JAVA_INT, 1, ordinal, 3);
      int status;
      try {
        status = (int) ACCESS.invokeExact(handle, access.address(), 1L);
      } catch (Throwable e) {
        throw Foreign.unexpected(e);
      }
      Status.check("cuMemPoolSetAccess", status);
    }
  }
}
