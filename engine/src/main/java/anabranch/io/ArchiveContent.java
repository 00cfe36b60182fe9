package anabranch.io;

import anabranch.io.PickledValue.TensorValue;
import anabranch.io.PickledValue.TupleValue;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is read of an archive when it is opened.
 *
 * @param version the format's version, or 0
 * @param root the value of {@code data.pkl}
 * @param constants the values of {@code constants.pkl}
 * @param tensors all tensors of both
 * @param code the entries with code by their modules' names
 * @param zip reads them
 */
record ArchiveContent(
    int version,
    PickledValue root,
    List<PickledValue> constants,
    Set<TensorValue> tensors,
    Map<String, ZipEntryInfo> code,
    ZipContent zip) {
  /** The newest version of the format, that of PyTorch 1.11 and later for what needs it. */
  private static final int NEWEST_VERSION = 10;

  private static final String CODE = "code/";
  private static final String PYTHON = ".py";

  static ArchiveContent read(MappedFile file, ArchiveLimits limits) throws MalformedFileException {
    HeapBudget budget = HeapBudget.of(file.path(), file.size(), limits);
    Map<String, ZipEntryInfo> entries = ZipDirectory.read(file, limits, budget);
    ZipContent zip = new ZipContent(file, limits, budget);
    Reader reader = new Reader(file.path(), limits, budget, entries, zip);
    int version = reader.version();
    reader.checkByteOrder();
    PickledValue root = reader.pickle("data.pkl", "data/");
    List<PickledValue> constants =
        entries.containsKey("constants.pkl") ? reader.constants() : List.of();
    return new ArchiveContent(
        version,
        root,
        constants,
        Collections.unmodifiableSet(reader.tensors),
        Collections.unmodifiableMap(code(entries)),
        zip);
  }

  private static Map<String, ZipEntryInfo> code(Map<String, ZipEntryInfo> entries) {
    Map<String, ZipEntryInfo> code = new LinkedHashMap<>();
    entries.forEach(
        (name, entry) -> {
          if (name.startsWith(CODE) && name.endsWith(PYTHON)) {
            String path = name.substring(CODE.length(), name.length() - PYTHON.length());
            code.put(path.replace('/', '.'), entry);
          }
        });
    return code;
  }

  /** Reads one archive. */
  private static final class Reader {
    private final Path file;
    private final ArchiveLimits limits;
    private final HeapBudget budget;
    private final Map<String, ZipEntryInfo> entries;
    private final ZipContent zip;
    private final Set<TensorValue> tensors = new LinkedHashSet<>();

    Reader(
        Path file,
        ArchiveLimits limits,
        HeapBudget budget,
        Map<String, ZipEntryInfo> entries,
        ZipContent zip) {
      this.file = file;
      this.limits = limits;
      this.budget = budget;
      this.entries = entries;
      this.zip = zip;
    }

    int version() throws MalformedFileException {
      ZipEntryInfo entry = entries.getOrDefault("version", entries.get(".data/version"));
      if (entry == null) {
        return 0;
      }
      String text = zip.text(entry).strip();
      int version = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : -1;
      if (version < 1 || version > NEWEST_VERSION) {
        throw zip.malformed(
            entry,
            0,
            "expected a version of the format of 1 to %d, got '%s'"
                .formatted(NEWEST_VERSION, MalformedFileException.excerpt(text)));
      }
      return version;
    }

    void checkByteOrder() throws MalformedFileException {
      ZipEntryInfo entry = entries.get("byteorder");
      if (entry != null && !zip.text(entry).strip().equals("little")) {
        throw zip.malformed(entry, 0, "expected numbers in byte order 'little'");
      }
    }

    List<PickledValue> constants() throws MalformedFileException {
      if (pickle("constants.pkl", "constants/") instanceof TupleValue tuple) {
        return tuple.items();
      }
      throw new MalformedFileException(
          file, "constants.pkl", MalformedFileException.NOWHERE, "expected a tuple");
    }

    PickledValue pickle(String name, String storages) throws MalformedFileException {
      ZipEntryInfo entry = entries.get(name);
      if (entry == null) {
        throw new MalformedFileException(
            file, name, MalformedFileException.NOWHERE, "expected this entry, there is none");
      }
      PickleInput in = new PickleInput(zip, entry, budget);
      TensorBuilder builder = new TensorBuilder(zip, entries, storages, limits.expanded());
      PickledValue value = PickleMachine.read(in, builder);
      Nesting.check(in, value, limits.depth(), tensors);
      return value;
    }
  }
}
