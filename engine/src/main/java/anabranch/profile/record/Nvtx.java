package anabranch.profile.record;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * Ranges for NVIDIA's tools, by {@code nvtxRangePushA} and {@code nvtxRangePop}. They are made
 * where such a tool has started this process, which it shows by the environment variable {@code
 * NVTX_INJECTION64_PATH}, and the library is there; elsewhere nothing is loaded.
 */
final class Nvtx {
  private static final String TOOL = "NVTX_INJECTION64_PATH";
  private static final String LIBRARY = "libnvToolsExt.so.1";
  private static final @Nullable Nvtx FOUND = find();

  private final MethodHandle push;
  private final MethodHandle pop;

  private Nvtx(MethodHandle push, MethodHandle pop) {
    this.push = push;
    this.pop = pop;
  }

  /** What is open until it is closed, on the same thread. */
  interface Range extends AutoCloseable {
    @Override
    void close();
  }

  /** Begins a range, or returns null where nobody listens. */
  static @Nullable Range push(String name) {
    return FOUND == null ? null : FOUND.begin(name);
  }

  private Range begin(String name) {
    try (Arena arena = Arena.ofConfined()) {
      int depth = (int) push.invokeExact(arena.allocateFrom(name.replace('\0', ' ')));
      if (depth < 0) {
        return () -> {};
      }
      return this::end;
    } catch (Throwable e) {
      throw new IllegalStateException("nvtxRangePushA failed for " + name, e);
    }
  }

  private void end() {
    try {
      int depth = (int) pop.invokeExact();
      if (depth < 0) {
        throw new IllegalStateException("nvtxRangePop: no range is open, code " + depth);
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("nvtxRangePop failed", e);
    }
  }

  @SuppressWarnings("restricted") // symbols of a library whose signatures are NVIDIA's header's
  private static @Nullable Nvtx find() {
    if (System.getenv(TOOL) == null) {
      return null;
    }
    SymbolLookup library;
    try {
      library = SymbolLookup.libraryLookup(LIBRARY, Arena.global());
    } catch (IllegalArgumentException e) {
      return null;
    }
    Linker linker = Linker.nativeLinker();
    MemorySegment push = library.find("nvtxRangePushA").orElse(null);
    MemorySegment pop = library.find("nvtxRangePop").orElse(null);
    if (push == null || pop == null) {
      return null;
    }
    return new Nvtx(
        linker.downcallHandle(
            push, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS)),
        linker.downcallHandle(pop, FunctionDescriptor.of(ValueLayout.JAVA_INT)));
  }
}
