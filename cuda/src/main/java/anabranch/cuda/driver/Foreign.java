package anabranch.cuda.driver;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Binds C functions that return an int. Pointers and handles are passed as longs. */
final class Foreign {
  static final MemoryLayout INT = ValueLayout.JAVA_INT;
  static final MemoryLayout LONG = ValueLayout.JAVA_LONG;

  private Foreign() {}

  /**
   * The function {@code name} of {@code library}. A call may block and call back, so it is never
   * linked as critical.
   */
  static MethodHandle bind(SymbolLookup library, String name, MemoryLayout... parameters) {
    return Linker.nativeLinker()
        .downcallHandle(
            library.find(name).orElseThrow(() -> new UnsatisfiedLinkError("no function " + name)),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters));
  }

  /** What a method handle of a C function threw, which has no exceptions of its own. */
  static AssertionError unexpected(Throwable e) {
    return new AssertionError("a native call threw", e);
  }
}
