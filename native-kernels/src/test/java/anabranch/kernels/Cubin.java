package anabranch.kernels;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A device's machine code: a 64-bit little-endian ELF file (System V ABI, chapter 4), in which
 * NVIDIA marks the entry of a kernel by bit 4 of a symbol's {@code st_other}.
 */
final class Cubin {
  private static final int SYMBOL_TABLE = 2;
  private static final int FUNCTION = 2;
  private static final int CUDA_ENTRY = 0x10;
  private static final int SYMBOL_BYTES = 24;

  private final ByteBuffer file;

  Cubin(byte[] bytes) {
    file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (file.getInt(0) != 0x464c457f) {
      throw new IllegalArgumentException("no ELF file");
    }
  }

  /** The names of its kernels. */
  SortedSet<String> kernels() {
    SortedSet<String> names = new TreeSet<>();
    for (int i = 0; i < file.getShort(60); i++) {
      int header = section(i);
      if (file.getInt(header + 4) == SYMBOL_TABLE) {
        addEntries(header, names);
      }
    }
    return names;
  }

  private int section(int index) {
    return (int) file.getLong(40) + index * file.getShort(58);
  }

  private void addEntries(int header, SortedSet<String> names) {
    int from = (int) file.getLong(header + 24);
    int to = from + (int) file.getLong(header + 32);
    int strings = (int) file.getLong(section(file.getInt(header + 40)) + 24);
    for (int symbol = from; symbol < to; symbol += SYMBOL_BYTES) {
      boolean function = (file.get(symbol + 4) & 0xf) == FUNCTION;
      if (function && (file.get(symbol + 5) & CUDA_ENTRY) != 0) {
        names.add(string(strings + file.getInt(symbol)));
      }
    }
  }

  private String string(int from) {
    int to = from;
    while (file.get(to) != 0) {
      to++;
    }
    return new String(file.array(), from, to - from, StandardCharsets.UTF_8);
  }
}
