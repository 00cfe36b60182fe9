package anabranch.profile;

import java.util.Arrays;

/** Longs that grow in number. */
final class TimelineLongs {
  private long[] values = new long[16];
  private int size;

  int size() {
    return size;
  }

  long get(int index) {
    return values[index];
  }

  void set(int index, long value) {
    values[index] = value;
  }

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size + (size >> 1) + 1);
    }
    values[size++] = value;
  }

  boolean isEmpty() {
    return size == 0;
  }

  long removeLast() {
    return values[--size];
  }

  long[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
