package anabranch.io;

import anabranch.shape.DType;
import java.lang.foreign.MemorySegment;

/** The elements that one or more tensors of a {@link TorchArchive} are made of. */
public final class StorageValue implements PickleItem {
  private final String entry;
  private final DType dtype;
  private final MemorySegment bytes;
  private final long offset;

  StorageValue(String entry, DType dtype, MemorySegment bytes, long offset) {
    this.entry = entry;
    this.dtype = dtype;
    this.bytes = bytes;
    this.offset = offset;
  }

  /** The entry it is, without the top folder, such as {@code data/0}. */
  public String entry() {
    return entry;
  }

  /** The type of its elements. */
  public DType dtype() {
    return dtype;
  }

  /** How many elements there are. */
  public long numel() {
    return bytes.byteSize() / dtype.byteSize();
  }

  /**
   * The elements, little-endian, in the mapped file: not writable, and gone when the archive is
   * closed.
   */
  public MemorySegment bytes() {
    return bytes;
  }

  /** Where in the file they begin, in bytes. */
  public long offset() {
    return offset;
  }
}
