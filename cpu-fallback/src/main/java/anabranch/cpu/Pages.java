package anabranch.cpu;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Native memory from the system. On Linux a large piece lies at a multiple of the size of a huge
 * page, and the kernel is asked to use such pages ({@code MADV_HUGEPAGE}): with pages of 4 KiB,
 * reading a layer's weights misses the translation cache at every page, and the processor's
 * prefetcher stops there. Where the kernel has none to give, ordinary pages serve.
 */
final class Pages {
  private static final long HUGE = 2L << 20;
  private static final int READ_WRITE = 0x1 | 0x2;
  private static final int PRIVATE_ANONYMOUS = 0x02 | 0x20;
  private static final int NO_FILE = -1;
  private static final int ADVISE_HUGE = 14;
  private static final long FAILED = -1;

  private Pages() {}

  /**
   * Memory with any content, given back when {@code arena} closes.
   *
   * @param bytes more than 0
   * @param alignment a power of two, at most 2 MiB
   * @throws OutOfMemoryError if the system has no more
   */
  static MemorySegment allocate(Arena arena, long bytes, long alignment) {
    return bytes >= HUGE && isLinux()
        ? Linux.allocate(arena, bytes)
        : arena.allocate(bytes, alignment);
  }

  private static boolean isLinux() {
    return System.getProperty("os.name").equals("Linux");
  }

  /** Loaded when the first large piece is needed, because to look the calls up takes a while. */
  private static final class Linux {
    private static final MethodHandle MAP =
        call(
            "mmap",
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG));

    private static final MethodHandle UNMAP =
        call(
            "munmap",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));

    private static final MethodHandle ADVISE =
        call(
            "madvise",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT));

    @SuppressWarnings("restricted")
    private static MethodHandle call(String name, FunctionDescriptor type) {
      Linker linker = Linker.nativeLinker();
      SymbolLookup library = linker.defaultLookup();
      return linker.downcallHandle(library.findOrThrow(name), type);
    }

    @SuppressWarnings("restricted")
    static MemorySegment allocate(Arena arena, long bytes) {
      long reserved = Math.addExact(bytes, HUGE);
      try {
        long address =
            (long) MAP.invokeExact(0L, reserved, READ_WRITE, PRIVATE_ANONYMOUS, NO_FILE, 0L);
        if (address == FAILED) {
          throw new OutOfMemoryError("the system has no " + bytes + " bytes of memory to map");
        }
        long start = Math.ceilDiv(address, HUGE) * HUGE;
        // A failure only means ordinary pages, as with a kernel that was built without huge ones.
        int _ = (int) ADVISE.invokeExact(start, bytes / HUGE * HUGE, ADVISE_HUGE);
        return MemorySegment.ofAddress(start)
            .reinterpret(bytes, arena, _ -> unmap(address, reserved));
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException("mmap", e);
      }
    }

    private static void unmap(long address, long bytes) {
      try {
        int result = (int) UNMAP.invokeExact(address, bytes);
        if (result != 0) {
          throw new IllegalStateException("munmap of " + bytes + " bytes failed");
        }
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException("munmap", e);
      }
    }
  }
}
