package anabranch.cuda.launch;

/** Device memory for one operation's work on one stream; close frees it in the stream's order. */
public interface Scratch extends AutoCloseable {
  /** Where it starts; aligned to 256 bytes. */
  long address();

  @Override
  void close();
}
