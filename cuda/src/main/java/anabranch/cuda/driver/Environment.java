package anabranch.cuda.driver;

import static anabranch.cuda.driver.Foreign.INT;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The process' environment as C libraries see it. */
final class Environment {
  private Environment() {}

  /** Sets {@code name} to {@code value} unless it is set. */
  static void setDefault(String name, String value) {
    MethodHandle setenv =
        Foreign.bind(
            Linker.nativeLinker().defaultLookup(),
            "setenv",
            ValueLayout.ADDRESS,
            ValueLayout.ADDRESS,
            INT);
    try (Arena arena = Arena.ofConfined()) {
      int status = (int) setenv.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 0);
      if (status != 0) {
        throw new IllegalStateException("setenv " + name + "=" + value + " failed");
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }
}
