package anabranch.emulator;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;

/**
 * The emulated CUDA driver of this process: what it has found, what it is to do wrong, what it has
 * been asked to do. What it emulates is set by the environment, {@code
 * ANABRANCH_EMULATOR="devices=2,memory=1G"}; the settings are listed in {@code settings.h}.
 */
public final class Emulator {
  /** The name that stands for every kernel, copy and other item in {@link #hold}. */
  public static final String EVERYTHING = "*";

  private final MethodHandle command;
  private final MethodHandle free;

  private Emulator(MethodHandle command, MethodHandle free) {
    this.command = command;
    this.free = free;
  }

  /**
   * The emulator that stands for {@code libcuda.so.1} in this process.
   *
   * @throws IllegalStateException if there is no such library, or it is not the emulator
   */
  @SuppressWarnings("restricted")
  public static Emulator attach() {
    SymbolLookup library;
    try {
      library = SymbolLookup.libraryLookup("libcuda.so.1", Arena.global());
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "No libcuda.so.1: LD_LIBRARY_PATH has to name build.sh's output", e);
    }
    MemorySegment command =
        library
            .find("anabranchEmulator")
            .orElseThrow(() -> new IllegalStateException("libcuda.so.1 is not the emulator"));
    Linker linker = Linker.nativeLinker();
    return new Emulator(
        linker.downcallHandle(
            command, FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS)),
        linker.downcallHandle(
            library.findOrThrow("anabranchEmulatorFree"),
            FunctionDescriptor.ofVoid(ValueLayout.ADDRESS)));
  }

  /** Takes the reports, the oldest first: what the work since the last call has done wrong. */
  public List<String> reports() {
    return command("reports").lines().toList();
  }

  /** The {@code at}-th call of {@code function} from now, from 1, returns {@code code}. */
  public void failCall(String function, int at, int code) {
    command("fault call=" + function + " at=" + at + " code=" + code);
  }

  /** Each call of {@code function} from now on returns {@code code}. */
  public void failCalls(String function, int code) {
    command("fault call=" + function + " at=1 times=0 code=" + code);
  }

  /**
   * As {@link #failCall}, and the device of the caller's context has failed with it from then on.
   */
  public void breakCall(String function, int at, int code) {
    command("fault call=" + function + " at=" + at + " code=" + code + " sticky=1");
  }

  /**
   * The {@code at}-th launch of {@code kernel} from now is accepted; when it runs, its device fails
   * with {@code code}. A product is the kernel "gemm".
   */
  public void failLaunch(String kernel, int at, int code) {
    command("fault kernel=" + kernel + " at=" + at + " code=" + code);
  }

  /** Every call for the device returns {@code code} until {@link #reset}. */
  public void loseDevice(int device, int code) {
    command("lose device=" + device + " code=" + code);
  }

  /**
   * Keeps kernels of this name, and what comes after them in their streams, waiting until the gate
   * is closed. Copies and other items go by their kind: see {@link LogLine#kind}.
   */
  public Gate hold(String name) {
    command("hold " + name);
    return () -> command("release " + name);
  }

  /** How many streams wait at a gate. */
  public int waiting() {
    return Integer.parseInt(command("waiting"));
  }

  /** Kernels of this name take so much longer; 0: no longer. */
  public void delay(String name, int millis) {
    command("delay " + name + " " + millis);
  }

  /** Forgets the log and begins a new one. */
  public void startLog() {
    command("log start");
  }

  /** Ends the log: what was enqueued and waited for since it began, in the order of the calls. */
  public List<LogLine> stopLog() {
    command("log stop");
    return command("log read").lines().map(LogLine::parse).toList();
  }

  /** What is alive. */
  public Stats stats() {
    return Stats.parse(command("stats"));
  }

  /** Changes a setting of {@code settings.h} that is read again: "lazy", "seed", "launch". */
  public void set(String name, String value) {
    command("set " + name + " " + value);
  }

  /** No faults, gates, delays, or log; the first settings; devices work; reports are forgotten. */
  public void reset() {
    command("reset");
  }

  @SuppressWarnings("restricted")
  private String command(String text) {
    String answer;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment result = (MemorySegment) command.invokeExact(arena.allocateFrom(text));
      answer = result.reinterpret(Long.MAX_VALUE).getString(0);
      free.invokeExact(result);
    } catch (Throwable e) {
      throw new IllegalStateException("The emulator did not take: " + text, e);
    }
    if (answer.startsWith("error: ")) {
      throw new IllegalArgumentException(answer.substring("error: ".length()));
    }
    return answer;
  }
}
