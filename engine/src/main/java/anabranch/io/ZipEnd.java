package anabranch.io;

/**
 * Where a zip file's central directory is, by the records at the file's end. Read strictly: nothing
 * may follow them or lie between them and the directory, so that no two readers see two
 * directories.
 *
 * @param entries how many entries it has
 * @param offset where it begins
 * @param bytes how long it is
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE, 4.3.14 to
 *     4.3.16</a>
 */
record ZipEnd(long entries, long offset, long bytes) {
  private static final long END = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final long END_64 = 0x06064b50;
  private static final int END_64_BYTES = 56;
  private static final long LOCATOR = 0x07064b50;
  private static final int LOCATOR_BYTES = 20;
  private static final int ALL_16 = 0xFFFF;
  private static final long ALL_32 = 0xFFFFFFFFL;

  static ZipEnd read(MappedFile file) throws MalformedFileException {
    long at = file.size() - END_BYTES;
    if (at < 0 || file.u32(at) != END || file.u16(at + 20) != 0) {
      throw file.malformed(
          Math.max(at, 0),
          "expected the end of a zip file, without a comment; files that torch.save wrote before"
              + " PyTorch 1.6, or without its zip format, are to be saved again");
    }
    if (file.u16(at + 4) != 0 || file.u16(at + 6) != 0 || file.u16(at + 8) != file.u16(at + 10)) {
      throw file.malformed(at, "expected a zip file on one disk");
    }
    ZipEnd end = new ZipEnd(file.u16(at + 10), file.u32(at + 16), file.u32(at + 12));
    if (end.isPlain() && end.offset + end.bytes == at) {
      return end;
    }
    return read64(file, at, end);
  }

  private boolean isPlain() {
    return entries != ALL_16 && offset != ALL_32 && bytes != ALL_32;
  }

  private static ZipEnd read64(MappedFile file, long plainAt, ZipEnd plain)
      throws MalformedFileException {
    long locator = plainAt - LOCATOR_BYTES;
    long at = locator - END_64_BYTES;
    if (at < 0 || file.u32(locator) != LOCATOR) {
      throw file.malformed(
          plainAt,
          "the central directory of %d bytes at %d does not end at the zip file's end record"
              .formatted(plain.bytes, plain.offset));
    }
    if (file.i64(locator + 8) != at
        || file.u32(at) != END_64
        || file.i64(at + 4) != END_64_BYTES - 12) {
      throw file.malformed(locator, "expected the Zip64 end record right before its locator");
    }
    if (file.u32(locator + 4) != 0
        || file.u32(locator + 16) != 1
        || file.u32(at + 16) != 0
        || file.u32(at + 20) != 0
        || file.i64(at + 24) != file.i64(at + 32)) {
      throw file.malformed(at, "expected a Zip64 file on one disk");
    }
    ZipEnd end = new ZipEnd(file.i64(at + 32), file.i64(at + 48), file.i64(at + 40));
    if (!file.has(end.offset, end.bytes) || end.offset + end.bytes != at) {
      throw file.malformed(
          at,
          "the central directory of %d bytes at %d does not end at the Zip64 end record"
              .formatted(end.bytes, end.offset));
    }
    if (!agrees(plain.entries, end.entries, ALL_16)
        || !agrees(plain.offset, end.offset, ALL_32)
        || !agrees(plain.bytes, end.bytes, ALL_32)) {
      throw file.malformed(plainAt, "the zip file's two end records disagree");
    }
    return end;
  }

  private static boolean agrees(long plain, long wide, long all) {
    return plain == all || plain == wide;
  }
}
