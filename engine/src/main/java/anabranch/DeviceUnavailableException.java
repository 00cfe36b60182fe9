package anabranch;

/** A device that was named is not there; the message says why and what can be done. */
public final class DeviceUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DeviceUnavailableException(String message) {
    super(message);
  }
}
