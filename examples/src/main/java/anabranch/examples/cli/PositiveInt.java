package anabranch.examples.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A whole number from 1. */
public final class PositiveInt implements ITypeConverter<Integer> {
  /** Made by picocli. */
  public PositiveInt() {}

  @Override
  public Integer convert(String value) {
    try {
      int number = Integer.parseInt(value);
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Falls to the error below, which has the text.
    }
    throw new TypeConversionException(
        "'%s' is not a whole number from 1 to %d".formatted(value, Integer.MAX_VALUE));
  }
}
