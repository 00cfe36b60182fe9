package anabranch.bench.peers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript archive of a module without parameters, written from its source: these are the
 * entries that {@code torch.jit.load} asks for.
 */
final class TorchScriptArchive {
  private static final String SOURCE = "ensemble.py";

  /** The oldest format that has all that the source uses. */
  private static final String VERSION = "3\n";

  private TorchScriptArchive() {}

  /** Writes the ensemble, whose methods take the weights as an argument. */
  static void write(Path file) throws IOException {
    try (InputStream source = TorchScriptArchive.class.getResourceAsStream(SOURCE);
        ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      if (source == null) {
        throw new IOException(SOURCE + " is not on the class path, beside this class");
      }
      add(zip, "data.pkl", object("__torch__", "Ensemble"));
      add(zip, "code/__torch__.py", source.readAllBytes());
      add(zip, "constants.pkl", emptyTuple());
      add(zip, "version", VERSION.getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** A pickled object of a class, whose only attribute says that it is not being trained. */
  private static byte[] object(String module, String type) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    protocol(out);
    ascii(out, "c" + module + "\n" + type + "\n"); // GLOBAL
    ascii(out, ")\u0081"); // EMPTY_TUPLE NEWOBJ
    ascii(out, "}("); // EMPTY_DICT MARK
    string(out, "training");
    ascii(out, "\u0089"); // NEWFALSE
    ascii(out, "ub."); // SETITEMS BUILD STOP
    return out.toByteArray();
  }

  private static byte[] emptyTuple() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    protocol(out);
    ascii(out, ").");
    return out.toByteArray();
  }

  private static void protocol(OutputStream out) throws IOException {
    ascii(out, "\u0080\u0002");
  }

  /** BINUNICODE. */
  private static void string(OutputStream out, String text) throws IOException {
    ascii(out, "X" + (char) text.length() + "\0\0\0" + text);
  }

  private static void ascii(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Stored, not deflated, as PyTorch has it. */
  private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry("ensemble/" + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
