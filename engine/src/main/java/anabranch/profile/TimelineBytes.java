package anabranch.profile;

import java.util.Arrays;

/** Bytes that grow: whole numbers of as few bytes as they need (LEB128), and raw ones. */
final class TimelineBytes {
  private byte[] bytes = new byte[1 << 10];
  private int size;

  int size() {
    return size;
  }

  byte[] array() {
    return bytes;
  }

  private void need(int more) {
    if (more > Integer.MAX_VALUE - 16 - size) {
      throw new OutOfMemoryError("the trace's details are larger than 2 GB");
    }
    if (size + more > bytes.length) {
      long twice = Math.min(2L * bytes.length, Integer.MAX_VALUE - 16);
      bytes = Arrays.copyOf(bytes, Math.max((int) twice, size + more));
    }
  }

  /** Seven bits a byte, the lowest first; the top bit says that more follow. */
  void unsigned(long value) {
    need(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** As {@link #unsigned}, the sign in the lowest bit. */
  void signed(long value) {
    unsigned((value << 1) ^ (value >> 63));
  }

  void raw(byte[] from, int offset, int length) {
    need(length);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
  }

  /** Repeats bytes of its own. */
  void copy(int offset, int length) {
    need(length);
    System.arraycopy(bytes, offset, bytes, size, length);
    size += length;
  }

  /** The IEEE bits, the lowest byte first. */
  void float64(double value) {
    need(8);
    long bits = Double.doubleToLongBits(value);
    for (int i = 0; i < 8; i++) {
      bytes[size++] = (byte) (bits >>> (8 * i));
    }
  }

  /** Where the number ends that begins at {@code at}. */
  int after(int at) {
    int end = at;
    while (bytes[end] < 0) {
      end++;
    }
    return end + 1;
  }

  /** The number that {@link #unsigned} put at {@code at}. */
  long unsignedAt(int at) {
    long value = 0;
    int shift = 0;
    for (int i = at; ; i++) {
      value |= (long) (bytes[i] & 0x7F) << shift;
      if (bytes[i] >= 0) {
        return value;
      }
      shift += 7;
    }
  }
}
