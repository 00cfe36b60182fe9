package anabranch.cuda.driver;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.Optional;

/** Shared libraries of the system, kept for the life of the JVM. */
public final class Libraries {
  /** The driver's, which comes with the kernel module. */
  private static final String CUDA = "libcuda.so.1";

  private Libraries() {}

  /** Whether the driver's library is there at all. */
  public static boolean hasDriver() {
    return find(CUDA).isPresent();
  }

  /** The library of this name, where the dynamic linker looks, or of this path. */
  static Optional<SymbolLookup> find(String nameOrPath) {
    try {
      return Optional.of(SymbolLookup.libraryLookup(nameOrPath, Arena.global()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The driver. */
  static SymbolLookup cuda() {
    return find(CUDA).orElseThrow(() -> new UnsatisfiedLinkError(CUDA + " is not there"));
  }
}
