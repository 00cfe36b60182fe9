package anabranch.io;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** What is in the entries of a zip file, checked against their checksums. */
final class ZipContent {
  /** Deflate cannot make more of a byte: a block of 258 repeated takes at least two bits. */
  private static final long MOST_INFLATION = 1032;

  /** A string's bytes, and what decoding them takes meanwhile. */
  private static final long HEAP_PER_TEXT_BYTE = 5;

  private final MappedFile file;
  private final ArchiveLimits limits;
  private final HeapBudget budget;

  ZipContent(MappedFile file, ArchiveLimits limits, HeapBudget budget) {
    this.file = file;
    this.limits = limits;
    this.budget = budget;
  }

  /** An entry's bytes: of the mapped file if it is stored, inflated on the heap else. */
  ByteBuffer bytes(ZipEntryInfo entry) throws MalformedFileException {
    checkSize(entry);
    ByteBuffer bytes = entry.deflated() ? inflated(entry) : stored(entry).asByteBuffer();
    checkSum(entry, bytes);
    return bytes;
  }

  private void checkSize(ZipEntryInfo entry) throws MalformedFileException {
    int most = entry.deflated() ? limits.inflated() : Integer.MAX_VALUE - 8;
    if (entry.size() > most) {
      throw file.malformed(
          entry.name(),
          entry.offset(),
          "%d bytes%s, more than the %d that are allowed"
              .formatted(entry.size(), entry.deflated() ? " when inflated" : "", most));
    }
  }

  /** A stored entry's bytes in the mapped file. */
  MemorySegment stored(ZipEntryInfo entry) throws MalformedFileException {
    if (entry.deflated()) {
      throw file.malformed(
          entry.name(),
          entry.offset(),
          "expected it stored, so that it can be mapped; it is deflated");
    }
    return file.slice(entry.offset(), entry.size());
  }

  /**
   * Compares the checksum.
   *
   * @param bytes the entry's content; its position stays
   */
  void checkSum(ZipEntryInfo entry, ByteBuffer bytes) throws MalformedFileException {
    CRC32 sum = new CRC32();
    sum.update(bytes.duplicate());
    if (sum.getValue() != entry.crc()) {
      throw file.malformed(
          entry.name(),
          entry.offset(),
          "its checksum is %08x, expected %08x".formatted(sum.getValue(), entry.crc()));
    }
  }

  private ByteBuffer inflated(ZipEntryInfo entry) throws MalformedFileException {
    if (entry.size() / MOST_INFLATION > entry.stored()) {
      throw wrongSize(entry);
    }
    budget.charge(entry.size(), entry.name(), entry.offset());
    byte[] content = new byte[(int) entry.size()];
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(file.slice(entry.offset(), entry.stored()).asByteBuffer());
      int length = inflater.inflate(content);
      boolean ended = inflater.finished() || inflater.inflate(new byte[1]) == 0;
      if (length != content.length || !ended || !inflater.finished()) {
        throw wrongSize(entry);
      }
      if (inflater.getBytesRead() != entry.stored()) {
        throw file.malformed(
            entry.name(),
            entry.offset() + inflater.getBytesRead(),
            "%d bytes follow the deflated ones"
                .formatted(entry.stored() - inflater.getBytesRead()));
      }
    } catch (DataFormatException e) {
      throw file.malformed(
          entry.name(), entry.offset() + inflater.getBytesRead(), "not deflate: " + e.getMessage());
    } finally {
      inflater.end();
    }
    return ByteBuffer.wrap(content);
  }

  private MalformedFileException wrongSize(ZipEntryInfo entry) {
    return file.malformed(
        entry.name(),
        entry.offset(),
        "its %d bytes do not inflate to %d".formatted(entry.stored(), entry.size()));
  }

  /** An entry's text, which must be UTF-8. */
  String text(ZipEntryInfo entry) throws MalformedFileException {
    checkSize(entry);
    budget.charge(entry.size() * HEAP_PER_TEXT_BYTE, entry.name(), entry.offset());
    ByteBuffer bytes = bytes(entry);
    return utf8(bytes, bytes.remaining(), entry, 0);
  }

  /** The next {@code length} bytes, which must be UTF-8, as text. The caller has charged for it. */
  String utf8(ByteBuffer bytes, int length, ZipEntryInfo entry, long at)
      throws MalformedFileException {
    byte[] raw = new byte[length];
    bytes.get(raw);
    if (!isUtf8(ByteBuffer.wrap(raw))) {
      throw malformed(entry, at, "text is not UTF-8");
    }
    return new String(raw, StandardCharsets.UTF_8);
  }

  private static boolean isUtf8(ByteBuffer bytes) {
    while (bytes.hasRemaining() && bytes.get(bytes.position()) >= 0) {
      bytes.get();
    }
    if (!bytes.hasRemaining()) {
      return true;
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer some = CharBuffer.allocate(512);
    CoderResult result;
    do {
      result = decoder.decode(bytes, some.clear(), true);
    } while (result.isOverflow());
    return !result.isError();
  }

  /**
   * Something is wrong with an entry's content.
   *
   * @param at where in the content, in bytes
   */
  MalformedFileException malformed(ZipEntryInfo entry, long at, String problem) {
    return entry.deflated()
        ? file.malformed(
            entry.name(), entry.offset(), "byte %d when inflated: %s".formatted(at, problem))
        : file.malformed(entry.name(), entry.offset() + at, problem);
  }
}
