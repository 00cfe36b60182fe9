package anabranch.cuda.driver;

import static anabranch.cuda.driver.Foreign.INT;
import static anabranch.cuda.driver.Foreign.LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Turns the driver's and cuBLAS' codes into exceptions. */
final class Status {
  private static final SymbolLookup LIBRARY = Libraries.cuda();
  private static final MethodHandle NAME = Foreign.bind(LIBRARY, "cuGetErrorName", INT, LONG);
  private static final MethodHandle TEXT = Foreign.bind(LIBRARY, "cuGetErrorString", INT, LONG);
  private static final int LONGEST_TEXT = 4096;

  private Status() {}

  /** Throws unless {@code code}, which {@code call} of the driver returned, is success. */
  static void check(String call, int code) {
    if (code != 0) {
      throw failure(call, code);
    }
  }

  static CudaException failure(String call, int code) {
    return new CudaException(
        CudaException.Kind.ofDriver(code), call, code, text(NAME, code), text(TEXT, code));
  }

  /** Throws unless {@code code}, which {@code call} of cuBLAS returned, is success. */
  static void checkBlas(String call, int code) {
    if (code != 0) {
      throw new CudaException(
          CudaException.Kind.ofBlas(code), call, code, blasName(code), "see cuBLAS' manual");
    }
  }

  private static String text(MethodHandle function, int code) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.JAVA_LONG);
      int status = (int) function.invokeExact(code, out.address());
      long text = out.get(ValueLayout.JAVA_LONG, 0);
      return status != 0 || text == 0
          ? "an unknown error"
          : MemorySegment.ofAddress(text).reinterpret(LONGEST_TEXT).getString(0);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  private static String blasName(int code) {
    return switch (code) {
      case 1 -> "CUBLAS_STATUS_NOT_INITIALIZED";
      case 3 -> "CUBLAS_STATUS_ALLOC_FAILED";
      case 7 -> "CUBLAS_STATUS_INVALID_VALUE";
      case 8 -> "CUBLAS_STATUS_ARCH_MISMATCH";
      case 11 -> "CUBLAS_STATUS_MAPPING_ERROR";
      case 13 -> "CUBLAS_STATUS_EXECUTION_FAILED";
      case 14 -> "CUBLAS_STATUS_INTERNAL_ERROR";
      case 15 -> "CUBLAS_STATUS_NOT_SUPPORTED";
      case 16 -> "CUBLAS_STATUS_LICENSE_ERROR";
      default -> "cuBLAS status " + code;
    };
  }
}
