package anabranch.emulator;

/** Holds work back until it is closed. */
@FunctionalInterface
public interface Gate extends AutoCloseable {
  @Override
  void close();
}
