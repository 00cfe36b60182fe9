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
 * What the driver knows of the machine. By the JDK's own foreign calls, since JCuda answers such
 * questions into arrays. To be used where {@link Libraries#hasDriver} only.
 */
public final class Machine {
  private static final SymbolLookup LIBRARY = Libraries.cuda();
  private static final MethodHandle VERSION = bind("cuDriverGetVersion", LONG);
  private static final MethodHandle COUNT = bind("cuDeviceGetCount", LONG);
  private static final MethodHandle NAME = bind("cuDeviceGetName", LONG, INT, INT);
  private static final MethodHandle ATTRIBUTE = bind("cuDeviceGetAttribute", LONG, INT, INT);
  private static final MethodHandle MEMORY = bind("cuDeviceTotalMem_v2", LONG, INT);
  private static final MethodHandle CAN_ACCESS = bind("cuDeviceCanAccessPeer", LONG, INT, INT);
  private static final int LONGEST_NAME = 256;

  private Machine() {}

  private static MethodHandle bind(String name, MemoryLayout... parameters) {
    return Foreign.bind(LIBRARY, name, parameters);
  }

  /** A call with the address of eight bytes for the answer. */
  private interface Question {
    int ask(long answer) throws Throwable;
  }

  private static long ask(String call, Question question) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment answer = arena.allocate(ValueLayout.JAVA_LONG);
      int status;
      try {
        status = question.ask(answer.address());
      } catch (Throwable e) {
        throw Foreign.unexpected(e);
      }
      Status.check(call, status);
      return answer.get(ValueLayout.JAVA_LONG, 0);
    }
  }

  /** The CUDA version that the driver supports: 12060 is 12.6. */
  public static int driverVersion() {
    return (int) ask("cuDriverGetVersion", a -> (int) VERSION.invokeExact(a));
  }

  /** How many devices there are. */
  public static int deviceCount() {
    return (int) ask("cuDeviceGetCount", a -> (int) COUNT.invokeExact(a));
  }

  /** What device {@code ordinal} is called. */
  public static String deviceName(int ordinal) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocate(LONGEST_NAME);
      int status;
      try {
        status = (int) NAME.invokeExact(name.address(), LONGEST_NAME, ordinal);
      } catch (Throwable e) {
        throw Foreign.unexpected(e);
      }
      Status.check("cuDeviceGetName", status);
      return name.getString(0);
    }
  }

  /** The bytes of device {@code ordinal}'s memory. */
  public static long deviceMemory(int ordinal) {
    return ask("cuDeviceTotalMem", a -> (int) MEMORY.invokeExact(a, ordinal));
  }

  /** How many multiprocessors device {@code ordinal} has. */
  public static int multiprocessors(int ordinal) {
    return attribute(16, ordinal);
  }

  /** The compute capability of device {@code ordinal}, as in {@code sm_90}: 90. */
  public static int capability(int ordinal) {
    return 10 * attribute(75, ordinal) + attribute(76, ordinal);
  }

  /** Whether device {@code ordinal} allocates memory in the order of streams. */
  public static boolean hasMemoryPools(int ordinal) {
    return attribute(115, ordinal) != 0;
  }

  private static int attribute(int attribute, int ordinal) {
    return (int)
        ask("cuDeviceGetAttribute", a -> (int) ATTRIBUTE.invokeExact(a, attribute, ordinal));
  }

  /** Whether device {@code ordinal} can read memory of device {@code peer} over the bus. */
  public static boolean canAccessPeer(int ordinal, int peer) {
    return ask("cuDeviceCanAccessPeer", a -> (int) CAN_ACCESS.invokeExact(a, ordinal, peer)) != 0;
  }
}
