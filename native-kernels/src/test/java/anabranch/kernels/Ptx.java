package anabranch.kernels;

import static jcuda.nvptxcompiler.JNvPTXCompiler.nvPTXCompilerCompile;
import static jcuda.nvptxcompiler.JNvPTXCompiler.nvPTXCompilerCreate;
import static jcuda.nvptxcompiler.JNvPTXCompiler.nvPTXCompilerDestroy;
import static jcuda.nvptxcompiler.JNvPTXCompiler.nvPTXCompilerGetCompiledProgram;
import static jcuda.nvptxcompiler.JNvPTXCompiler.nvPTXCompilerGetCompiledProgramSize;
import static jcuda.nvptxcompiler.JNvPTXCompiler.nvPTXCompilerGetErrorLog;
import static jcuda.nvptxcompiler.JNvPTXCompiler.nvPTXCompilerGetErrorLogSize;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import jcuda.nvptxcompiler.nvPTXCompilerHandle;

/**
 * The text that a driver assembles for its device.
 *
 * @param text PTX
 */
record Ptx(String text) {
  private static final Pattern ENTRY = Pattern.compile("\\.entry\\s+(\\w+)");

  /** The names of its kernels. */
  SortedSet<String> kernels() {
    SortedSet<String> names = new TreeSet<>();
    ENTRY.matcher(text).results().forEach(entry -> names.add(entry.group(1)));
    return names;
  }

  /**
   * Assembles it as the driver would, without a device.
   *
   * @throws IllegalArgumentException if it cannot be: the assembler's words
   */
  Cubin assemble(String target) {
    byte[] ptx = (text + '\0').getBytes(StandardCharsets.UTF_8);
    nvPTXCompilerHandle handle = new nvPTXCompilerHandle();
    check("nvPTXCompilerCreate", nvPTXCompilerCreate(handle, ptx.length, ptx), handle);
    try {
      String[] options = {"--gpu-name=" + target};
      int status = nvPTXCompilerCompile(handle, options.length, options);
      check("assembling for " + target, status, handle);
      long[] size = new long[1];
      nvPTXCompilerGetCompiledProgramSize(handle, size);
      byte[] program = new byte[Math.toIntExact(size[0])];
      status = nvPTXCompilerGetCompiledProgram(handle, program);
      check("nvPTXCompilerGetCompiledProgram", status, handle);
      return new Cubin(program);
    } finally {
      nvPTXCompilerDestroy(handle);
    }
  }

  private static void check(String call, int status, nvPTXCompilerHandle handle) {
    if (status != 0) {
      long[] size = new long[1];
      nvPTXCompilerGetErrorLogSize(handle, size);
      byte[] log = new byte[Math.toIntExact(size[0]) + 1];
      nvPTXCompilerGetErrorLog(handle, log);
      String words = new String(Arrays.copyOf(log, log.length - 1), StandardCharsets.UTF_8);
      throw new IllegalArgumentException(call + " failed with " + status + ": " + words.strip());
    }
  }
}
