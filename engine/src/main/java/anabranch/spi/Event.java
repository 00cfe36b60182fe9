package anabranch.spi;

/**
 * A point in a stream's work: a value that nobody has to give back.
 *
 * @param stream whose work it is
 * @param ticket what {@link Stream#record} returned
 */
public record Event(Stream stream, long ticket) {
  /** Whether all work before it is done. */
  public boolean isDone() {
    return stream.isDone(ticket);
  }

  /** Blocks the host until all work before it is done. */
  public void synchronize() {
    stream.synchronize(ticket);
  }
}
