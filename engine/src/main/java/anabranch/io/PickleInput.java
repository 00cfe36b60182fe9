package anabranch.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The bytes of a pickle; all that is wrong with it is said with the place of the opcode. */
final class PickleInput {
  private static final int MOST_GLOBAL_BYTES = 1024;

  private final ZipContent content;
  private final ZipEntryInfo entry;
  private final HeapBudget budget;
  private final ByteBuffer bytes;
  private int opAt;

  PickleInput(ZipContent content, ZipEntryInfo entry, HeapBudget budget)
      throws MalformedFileException {
    this.content = content;
    this.entry = entry;
    this.budget = budget;
    this.bytes = content.bytes(entry).order(ByteOrder.LITTLE_ENDIAN);
  }

  MalformedFileException malformed(String problem) {
    return content.malformed(entry, opAt, problem);
  }

  /** Takes {@code heap} bytes off the budget. */
  void charge(long heap) throws MalformedFileException {
    budget.charge(heap, entry.name(), entry.deflated() ? entry.offset() : entry.offset() + opAt);
  }

  /** The next opcode. */
  int op() throws MalformedFileException {
    opAt = bytes.position();
    return u8();
  }

  boolean isAtEnd() {
    return !bytes.hasRemaining();
  }

  int u8() throws MalformedFileException {
    need(1);
    return bytes.get() & 0xFF;
  }

  int u16() throws MalformedFileException {
    need(2);
    return bytes.getShort() & 0xFFFF;
  }

  int i32() throws MalformedFileException {
    need(4);
    return bytes.getInt();
  }

  long u32() throws MalformedFileException {
    return i32() & 0xFFFFFFFFL;
  }

  double real() throws MalformedFileException {
    need(8);
    return Double.longBitsToDouble(Long.reverseBytes(bytes.getLong()));
  }

  /** A signed number of {@code length} bytes, 0 to 8. */
  long wide(int length) throws MalformedFileException {
    need(length);
    long value = 0;
    for (int i = 0; i < length; i++) {
      value |= (bytes.get() & 0xFFL) << (8 * i);
    }
    int unused = 64 - 8 * length;
    return length == 0 ? 0 : value << unused >> unused;
  }

  String text(long length) throws MalformedFileException {
    need(length);
    charge(64 + 5 * length);
    return content.utf8(bytes, (int) length, entry, opAt);
  }

  /** Text up to the end of its line. */
  String line() throws MalformedFileException {
    int length = 0;
    int start = bytes.position();
    while (start + length < bytes.limit() && bytes.get(start + length) != '\n') {
      length++;
      if (length > MOST_GLOBAL_BYTES) {
        throw malformed("a global's name of more than " + MOST_GLOBAL_BYTES + " bytes");
      }
    }
    String line = text(length);
    need(1);
    bytes.get();
    return line;
  }

  private void need(long count) throws MalformedFileException {
    if (count > bytes.remaining()) {
      throw malformed(
          "the pickle ends within this opcode, which needs %d bytes more"
              .formatted(count - bytes.remaining()));
    }
  }
}
