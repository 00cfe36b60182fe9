package anabranch.io;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * An entry's header, from the central directory or from before its bytes.
 *
 * @param name its full name
 * @param flags general purpose flags
 * @param method how it is compressed
 * @param crc its checksum
 * @param stored its bytes in the file
 * @param size the bytes of its content
 * @param localAt where its own header is
 * @param dataAt where its bytes are; known only to its own header
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE, 4.3.7, 4.3.12
 *     and 4.5.3</a>
 */
record ZipHeader(
    String name,
    int flags,
    int method,
    long crc,
    long stored,
    long size,
    long localAt,
    long dataAt) {
  private static final long LOCAL = 0x04034b50;
  private static final int LOCAL_BYTES = 30;
  private static final int CENTRAL_BYTES = 46;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;

  /** Sizes and checksum follow the bytes, and are left out before them. */
  private static final int SIZES_FOLLOW = 1 << 3;

  /** How hard was compressed, that sizes follow, and that names are UTF-8. */
  private static final int KNOWN_FLAGS = 0b110 | SIZES_FOLLOW | 1 << 11;

  private static final int ZIP64 = 0x0001;
  private static final long ALL_32 = 0xFFFFFFFFL;

  boolean isDeflated() {
    return method == DEFLATED;
  }

  boolean isFolder() {
    return name.endsWith("/");
  }

  /** The header at {@code at} in the central directory. */
  static ZipHeader central(MappedFile file, long at, String name) throws MalformedFileException {
    Zip64Field wide =
        new Zip64Field(file, name, at + CENTRAL_BYTES + file.u16(at + 28), file.u16(at + 30));
    long size = wide.or(file.u32(at + 24));
    long stored = wide.or(file.u32(at + 20));
    long localAt = wide.or(file.u32(at + 42));
    ZipHeader header =
        new ZipHeader(
            name,
            file.u16(at + 8),
            file.u16(at + 10),
            file.u32(at + 16),
            stored,
            size,
            localAt,
            -1);
    header.check(file, at);
    if (file.u16(at + 34) != 0) {
      throw file.malformed(name, at, "expected a zip file on one disk");
    }
    return header;
  }

  private void check(MappedFile file, long at) throws MalformedFileException {
    if ((flags & ~KNOWN_FLAGS) != 0) {
      throw file.malformed(
          name, at, "encrypted, patched or of another kind: flags 0x%x".formatted(flags));
    }
    if (method != STORED && method != DEFLATED) {
      throw file.malformed(name, at, "expected it stored or deflated, got method " + method);
    }
    if (size < 0 || stored < 0 || (method == STORED && size != stored)) {
      throw file.malformed(
          name,
          at,
          "%s bytes of content cannot be %s in the file"
              .formatted(Long.toUnsignedString(size), Long.toUnsignedString(stored)));
    }
    if (isFolder() && size != 0) {
      throw file.malformed(name, at, "a folder has no content, got %d bytes".formatted(size));
    }
  }

  /**
   * The header before the entry's bytes, which must say the same as this, of the central directory.
   *
   * @param limit where the entry must end
   */
  ZipHeader local(MappedFile file, long limit) throws MalformedFileException {
    if (localAt < 0 || localAt > limit - LOCAL_BYTES || file.u32(localAt) != LOCAL) {
      throw file.malformed(
          name,
          MalformedFileException.NOWHERE,
          "there is no header of an entry at " + Long.toUnsignedString(localAt));
    }
    int nameBytes = file.u16(localAt + 26);
    int extraBytes = file.u16(localAt + 28);
    long begin = localAt + LOCAL_BYTES + nameBytes + extraBytes;
    if (begin > limit || stored > limit - begin) {
      throw file.malformed(
          name, localAt, "its %d bytes do not fit before the central directory".formatted(stored));
    }
    ZipHeader local = readLocal(file, nameBytes, extraBytes, begin);
    boolean later = (flags & SIZES_FOLLOW) != 0;
    if (local.flags != flags
        || local.method != method
        || !agrees(local.crc, crc, later)
        || !agrees(local.size, size, later)
        || !agrees(local.stored, stored, later)) {
      throw file.malformed(
          name, localAt, "its own header and the central directory disagree about it");
    }
    return local;
  }

  private ZipHeader readLocal(MappedFile file, int nameBytes, int extraBytes, long begin)
      throws MalformedFileException {
    byte[] expected = name.getBytes(StandardCharsets.UTF_8);
    MemorySegment own = file.slice(localAt + LOCAL_BYTES, nameBytes);
    if (own.mismatch(MemorySegment.ofArray(expected)) != -1) {
      throw file.malformed(name, localAt, "its own header has another name");
    }
    Zip64Field wide = new Zip64Field(file, name, begin - extraBytes, extraBytes);
    long ownSize = wide.or(file.u32(localAt + 22));
    long ownStored = wide.or(file.u32(localAt + 18));
    return new ZipHeader(
        name,
        file.u16(localAt + 6),
        file.u16(localAt + 8),
        file.u32(localAt + 14),
        ownStored,
        ownSize,
        localAt,
        begin);
  }

  private static boolean agrees(long local, long central, boolean later) {
    return local == central || (later && local == 0);
  }

  /** The wide numbers that stand for those that are all ones, in order. */
  private static final class Zip64Field {
    private final MappedFile file;
    private final String name;
    private final long start;
    private long at;
    private long end;

    Zip64Field(MappedFile file, String name, long extraAt, int extraBytes)
        throws MalformedFileException {
      this.file = file;
      this.name = name;
      this.start = extraAt;
      long stop = extraAt + extraBytes;
      for (long field = extraAt; field < stop; ) {
        if (stop - field < 4 || stop - field - 4 < file.u16(field + 2)) {
          throw file.malformed(name, field, "its extra fields are cut off");
        }
        long next = field + 4 + file.u16(field + 2);
        if (file.u16(field) == ZIP64) {
          if (end != 0) {
            throw file.malformed(name, field, "it has two Zip64 fields");
          }
          at = field + 4;
          end = next;
        }
        field = next;
      }
    }

    long or(long narrow) throws MalformedFileException {
      if (narrow != ALL_32) {
        return narrow;
      }
      if (end - at < 8) {
        throw file.malformed(name, start, "its Zip64 field lacks a number");
      }
      long wide = file.i64(at);
      at += 8;
      return wide;
    }
  }
}
