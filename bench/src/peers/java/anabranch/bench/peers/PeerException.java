package anabranch.bench.peers;

/** An engine could not do what it was asked to. */
final class PeerException extends Exception {
  private static final long serialVersionUID = 1;

  PeerException(String message) {
    super(message);
  }
}
