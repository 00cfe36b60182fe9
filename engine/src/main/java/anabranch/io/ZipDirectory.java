package anabranch.io;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the central directory of a zip file and each entry's own header. The JDK's readers do not
 * tell where an entry's bytes are, and trust what a hostile file says. All that is returned was
 * checked: ranges are inside the file and apart, names inside one top folder and each there once.
 */
final class ZipDirectory {
  private static final long CENTRAL = 0x02014b50;
  private static final int CENTRAL_BYTES = 46;
  private static final int MOST_NAME_BYTES = 1024;

  /** What reading an entry takes of the heap, but for the characters of its name. */
  private static final long HEAP_PER_ENTRY = 1000;

  private final MappedFile file;
  private final ZipEnd end;
  private final HeapBudget budget;
  private final Map<String, ZipEntryInfo> entries = new LinkedHashMap<>();
  private final List<Span> spans = new ArrayList<>();
  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
  private @Nullable String top;

  /** What an entry takes of the file, its header included. */
  private record Span(String name, long start, long end) {}

  private ZipDirectory(MappedFile file, ZipEnd end, HeapBudget budget) {
    this.file = file;
    this.end = end;
    this.budget = budget;
  }

  /** The entries by their names without the top folder, in the directory's order. */
  static Map<String, ZipEntryInfo> read(MappedFile file, ArchiveLimits limits, HeapBudget budget)
      throws MalformedFileException {
    ZipEnd end = ZipEnd.read(file);
    if (end.entries() < 0 || end.entries() > limits.entries()) {
      throw file.malformed(
          end.offset(),
          "%s entries, more than the %d that are allowed"
              .formatted(Long.toUnsignedString(end.entries()), limits.entries()));
    }
    ZipDirectory directory = new ZipDirectory(file, end, budget);
    directory.readAll();
    directory.checkApart();
    return directory.entries;
  }

  private void readAll() throws MalformedFileException {
    long at = end.offset();
    long stop = end.offset() + end.bytes();
    for (long i = 0; i < end.entries(); i++) {
      if (stop - at < CENTRAL_BYTES || file.u32(at) != CENTRAL) {
        throw file.malformed(
            at, "expected entry %d of %d of the central directory".formatted(i + 1, end.entries()));
      }
      long bytes = (long) CENTRAL_BYTES + file.u16(at + 28) + file.u16(at + 30) + file.u16(at + 32);
      if (stop - at < bytes) {
        throw file.malformed(at, "an entry's names pass the end of the central directory");
      }
      readEntry(at);
      at += bytes;
    }
    if (at != stop) {
      throw file.malformed(
          at, "%d bytes follow the central directory's last entry".formatted(stop - at));
    }
  }

  private void readEntry(long at) throws MalformedFileException {
    int nameBytes = file.u16(at + 28);
    if (nameBytes > MOST_NAME_BYTES) {
      throw file.malformed(
          at, "a name of %d bytes, more than %d".formatted(nameBytes, MOST_NAME_BYTES));
    }
    budget.charge(HEAP_PER_ENTRY + 8L * nameBytes, null, at);
    String full = name(at + CENTRAL_BYTES, nameBytes);
    String name = inTopFolder(full, at);
    ZipHeader central = ZipHeader.central(file, at, full);
    ZipHeader local = central.local(file, end.offset());
    if (central.isFolder()) {
      return;
    }
    ZipEntryInfo entry =
        new ZipEntryInfo(
            name,
            central.isDeflated(),
            central.crc(),
            local.dataAt(),
            central.stored(),
            central.size());
    if (entries.putIfAbsent(name, entry) != null) {
      throw file.malformed(full, at, "the zip file has this entry twice");
    }
    spans.add(new Span(full, central.localAt(), local.dataAt() + central.stored()));
  }

  private String name(long at, int bytes) throws MalformedFileException {
    try {
      return utf8.decode(file.slice(at, bytes).asByteBuffer()).toString();
    } catch (CharacterCodingException e) {
      throw file.malformed(at, "an entry's name is not UTF-8");
    }
  }

  private String inTopFolder(String name, long at) throws MalformedFileException {
    checkParts(name, at);
    int slash = name.indexOf('/');
    if (slash < 0) {
      throw file.malformed(name, at, "expected all entries to be in one top folder");
    }
    String folder = name.substring(0, slash);
    if (top == null) {
      top = folder;
    } else if (!top.equals(folder)) {
      throw file.malformed(
          name, at, "expected all entries to be in one top folder, which is '" + top + "'");
    }
    return name.substring(slash + 1);
  }

  /** No part between slashes may be empty, but for one after a folder's, or lead elsewhere. */
  private void checkParts(String name, long at) throws MalformedFileException {
    int begin = 0;
    for (int i = 0; i <= name.length(); i++) {
      char c = i < name.length() ? name.charAt(i) : '/';
      if (c < ' ' || c == '\\' || c == ':') {
        throw file.malformed(
            at,
            "the name of entry %d has a character that names may not have"
                .formatted(entries.size() + 1));
      }
      if (c == '/') {
        boolean folder = i == name.length() && begin == i && i > 0;
        if (!folder && leadsElsewhere(name, begin, i)) {
          throw file.malformed(name, at, "the name has an empty part, or '.' or '..'");
        }
        begin = i + 1;
      }
    }
  }

  private static boolean leadsElsewhere(String name, int begin, int end) {
    return end == begin
        || (end - begin == 1 && name.charAt(begin) == '.')
        || (end - begin == 2 && name.startsWith("..", begin));
  }

  private void checkApart() throws MalformedFileException {
    spans.sort(Comparator.comparingLong(Span::start));
    long free = 0;
    for (Span span : spans) {
      if (span.start < free) {
        throw file.malformed(span.name, span.start, "it begins before the end of another entry");
      }
      free = span.end;
    }
  }
}
