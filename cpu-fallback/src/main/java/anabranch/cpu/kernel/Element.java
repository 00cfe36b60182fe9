package anabranch.cpu.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A number format of tensors that the matrix kernels compute in float. */
public enum Element {
  /** IEEE 754 binary32. */
  F32(4) {
    @Override
    public float get(MemorySegment segment, long index) {
      return segment.get(ValueLayout.JAVA_FLOAT_UNALIGNED, 4 * index);
    }

    @Override
    public void set(MemorySegment segment, long index, float value) {
      segment.set(ValueLayout.JAVA_FLOAT_UNALIGNED, 4 * index, value);
    }
  },
  /** IEEE 754 binary16. */
  F16(2) {
    @Override
    public float get(MemorySegment segment, long index) {
      return Float.float16ToFloat(segment.get(ValueLayout.JAVA_SHORT_UNALIGNED, 2 * index));
    }

    @Override
    public void set(MemorySegment segment, long index, float value) {
      segment.set(ValueLayout.JAVA_SHORT_UNALIGNED, 2 * index, Float.floatToFloat16(value));
    }
  },
  /** The upper half of a binary32. */
  BF16(2) {
    @Override
    public float get(MemorySegment segment, long index) {
      return Float.intBitsToFloat(segment.get(ValueLayout.JAVA_SHORT_UNALIGNED, 2 * index) << 16);
    }

    @Override
    public void set(MemorySegment segment, long index, float value) {
      int bits = Float.floatToRawIntBits(value);
      int nearestEven = bits + 0x7fff + (bits >>> 16 & 1);
      int upper = Float.isNaN(value) ? bits | 0x400000 : nearestEven;
      segment.set(ValueLayout.JAVA_SHORT_UNALIGNED, 2 * index, (short) (upper >>> 16));
    }
  };

  private final int bytes;

  Element(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** The element at {@code index}, counted in elements from the segment's start; exact. */
  public abstract float get(MemorySegment segment, long index);

  /** Writes {@code value}, rounded to nearest, ties to even. */
  public abstract void set(MemorySegment segment, long index, float value);
}
