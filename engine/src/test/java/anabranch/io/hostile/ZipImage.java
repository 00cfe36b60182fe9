package anabranch.io.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A zip file as PyTorch writes one: entries aligned to 64 bytes by an extra field, sizes after the
 * bytes, Zip64 end records. It says where its parts are, so that they can be spoilt.
 */
public final class ZipImage {
  private static final int ALIGNMENT = 64;
  private static final int FLAGS = 0x0808;

  private final ByteBuffer bytes;
  private final int[] local;
  private final int[] central;
  private final boolean wide;
  private int end64;
  private int end;

  /**
   * A part of a zip file.
   *
   * @param name its full name
   * @param content what is in it
   * @param deflated whether it is compressed
   */
  public record Part(String name, byte[] content, boolean deflated) {
    /** A stored part. */
    public Part(String name, byte[] content) {
      this(name, content, false);
    }

    byte[] packed() {
      if (!deflated) {
        return content;
      }
      Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
      deflater.setInput(content);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] some = new byte[4096];
      while (!deflater.finished()) {
        out.write(some, 0, deflater.deflate(some));
      }
      deflater.end();
      return out.toByteArray();
    }

    int crc() {
      CRC32 crc = new CRC32();
      crc.update(content);
      return (int) crc.getValue();
    }

    byte[] nameBytes() {
      return name.getBytes(StandardCharsets.UTF_8);
    }
  }

  private ZipImage(int capacity, int parts, boolean wide) {
    this.wide = wide;
    this.bytes = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    this.local = new int[parts];
    this.central = new int[parts];
  }

  /** A file of these parts, in this order, whatever they are called. */
  public static ZipImage of(List<Part> parts) {
    return of(parts, false);
  }

  /** As {@link #of}, with all sizes and places in Zip64 fields, as in a file of more than 4 GB. */
  public static ZipImage wide(List<Part> parts) {
    return of(parts, true);
  }

  private static ZipImage of(List<Part> parts, boolean wide) {
    int capacity = 256;
    for (Part part : parts) {
      // Deflate adds a little to what it cannot make smaller.
      int content = part.content().length + part.content().length / 1_000;
      capacity += 512 + 2 * part.nameBytes().length + content;
    }
    ZipImage image = new ZipImage(capacity, parts.size(), wide);
    image.write(parts);
    return image;
  }

  private void write(List<Part> parts) {
    int[] stored = new int[parts.size()];
    for (int i = 0; i < parts.size(); i++) {
      local[i] = bytes.position();
      stored[i] = writeEntry(parts.get(i));
    }
    int start = bytes.position();
    for (int i = 0; i < parts.size(); i++) {
      central[i] = bytes.position();
      writeCentral(parts.get(i), stored[i], local[i]);
    }
    writeEnd(parts.size(), start);
  }

  private int writeEntry(Part part) {
    byte[] packed = part.packed();
    byte[] name = part.nameBytes();
    int unaligned = bytes.position() + 30 + name.length + 4;
    int padding = wide ? 16 : Math.floorMod(-unaligned, ALIGNMENT);
    bytes.putInt(0x04034b50).putShort((short) 0).putShort((short) FLAGS);
    bytes.putShort((short) (part.deflated() ? 8 : 0)).putInt(0).putInt(0);
    bytes.putInt(wide ? -1 : 0).putInt(wide ? -1 : 0);
    bytes.putShort((short) name.length).putShort((short) (4 + padding)).put(name);
    if (wide) {
      bytes.putShort((short) 1).putShort((short) 16);
      bytes.putLong(part.content().length).putLong(packed.length);
    } else {
      bytes.put((byte) 'F').put((byte) 'B').putShort((short) padding);
      bytes.put("Z".repeat(padding).getBytes(StandardCharsets.UTF_8));
    }
    bytes.put(packed);
    bytes.putInt(0x08074b50).putInt(part.crc()).putInt(packed.length).putInt(part.content().length);
    return packed.length;
  }

  private void writeCentral(Part part, int stored, int localAt) {
    byte[] name = part.nameBytes();
    bytes.putInt(0x02014b50).putInt(0).putShort((short) FLAGS);
    bytes.putShort((short) (part.deflated() ? 8 : 0)).putInt(0);
    bytes.putInt(part.crc());
    bytes.putInt(wide ? -1 : stored).putInt(wide ? -1 : part.content().length);
    bytes.putShort((short) name.length).putShort((short) (wide ? 28 : 0));
    bytes.putShort((short) 0).putInt(0).putInt(0).putInt(wide ? -1 : localAt).put(name);
    if (wide) {
      bytes.putShort((short) 1).putShort((short) 24);
      bytes.putLong(part.content().length).putLong(stored).putLong(localAt);
    }
  }

  private void writeEnd(int count, int start) {
    int size = bytes.position() - start;
    end64 = bytes.position();
    bytes.putInt(0x06064b50).putLong(44).putInt(0x002d031e).putInt(0).putInt(0);
    bytes.putLong(count).putLong(count).putLong(size).putLong(start);
    bytes.putInt(0x07064b50).putInt(0).putLong(end64).putInt(1);
    end = bytes.position();
    bytes.putInt(0x06054b50).putInt(0).putShort((short) count).putShort((short) count);
    bytes.putInt(size).putInt(start).putShort((short) 0);
  }

  /** The file. */
  public byte[] bytes() {
    byte[] all = new byte[bytes.position()];
    System.arraycopy(bytes.array(), 0, all, 0, all.length);
    return all;
  }

  /** Where the header before part {@code i} is. */
  public int local(int i) {
    return local[i];
  }

  /** Where part {@code i} is in the central directory. */
  public int central(int i) {
    return central[i];
  }

  /** Where the Zip64 end record is; its locator follows after 56 bytes. */
  public int end64() {
    return end64;
  }

  /** Where the end record is. */
  public int end() {
    return end;
  }

  /** Where the bytes of part {@code i} begin. */
  public int data(int i) {
    return local[i] + 30 + bytes.getShort(local[i] + 26) + bytes.getShort(local[i] + 28);
  }

  /** Overwrites two bytes. */
  public ZipImage put16(int at, int value) {
    bytes.putShort(at, (short) value);
    return this;
  }

  /** Overwrites four bytes. */
  public ZipImage put32(int at, long value) {
    bytes.putInt(at, (int) value);
    return this;
  }

  /** Overwrites eight bytes. */
  public ZipImage put64(int at, long value) {
    bytes.putLong(at, value);
    return this;
  }
}
