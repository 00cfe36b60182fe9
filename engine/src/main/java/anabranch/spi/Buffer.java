package anabranch.spi;

/** A block of a device's memory, made by {@link Stream#allocate}. Backends implement it. */
public interface Buffer {
  /** Its size in bytes, as asked for. */
  long bytes();
}
