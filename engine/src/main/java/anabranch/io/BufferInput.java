package anabranch.io;

import java.io.InputStream;
import java.nio.ByteBuffer;

/** The bytes of a buffer as a stream, without a copy of them all on the heap. */
final class BufferInput extends InputStream {
  private final ByteBuffer buffer;

  BufferInput(ByteBuffer buffer) {
    this.buffer = buffer.duplicate();
  }

  @Override
  public int read() {
    return buffer.hasRemaining() ? buffer.get() & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int from, int length) {
    if (length == 0) {
      return 0;
    }
    int n = Math.min(length, buffer.remaining());
    if (n == 0) {
      return -1;
    }
    buffer.get(target, from, n);
    return n;
  }
}
