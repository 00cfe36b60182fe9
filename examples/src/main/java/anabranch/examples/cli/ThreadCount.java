package anabranch.examples.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of host threads. */
final class ThreadCount implements ITypeConverter<Integer> {
  private static final int MOST = 4096;

  @Override
  public Integer convert(String value) {
    int threads = new PositiveInt().convert(value);
    if (threads > MOST) {
      throw new TypeConversionException("%d are too many: at most %d".formatted(threads, MOST));
    }
    return threads;
  }
}
