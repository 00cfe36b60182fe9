package anabranch.examples.cli;

import anabranch.Device;
import anabranch.Devices;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The name of a device, or {@code auto}. Whether the device is there is another question.
 *
 * @param text as typed
 */
public record DeviceName(String text) {
  /** The best there is. */
  public static final DeviceName AUTO = new DeviceName("auto");

  /**
   * The device.
   *
   * @throws anabranch.DeviceUnavailableException if it is not there
   */
  public Device among(Devices devices) {
    return equals(AUTO) ? devices.best() : devices.get(text);
  }

  /** Reads one. */
  public static final class Converter implements ITypeConverter<DeviceName> {
    /** Made by picocli. */
    public Converter() {}

    @Override
    public DeviceName convert(String value) {
      if (!value.matches("auto|cpu|cuda(:\\d{1,4})?")) {
        throw new TypeConversionException(
            "'%s' is no device: expected auto, cpu, cuda or cuda:N".formatted(value));
      }
      return new DeviceName(value);
    }
  }
}
