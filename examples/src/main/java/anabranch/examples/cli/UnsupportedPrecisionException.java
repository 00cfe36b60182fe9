package anabranch.examples.cli;

import anabranch.Device;

/** The device does not compute in the precision that was asked for. */
final class UnsupportedPrecisionException extends Exception {
  private static final long serialVersionUID = 1L;

  UnsupportedPrecisionException(Device device, Precision precision) {
    super("device %s computes in fp32 only, not in %s".formatted(device, precision));
  }
}
