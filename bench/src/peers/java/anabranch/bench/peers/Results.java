package anabranch.bench.peers;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Results of contenders, as their processes write them. */
final class Results {
  private Results() {}

  static float[] read(Path file, int count) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() != (long) Float.BYTES * count) {
        throw new IOException(
            "%s: expected %d floats, got %d bytes".formatted(file, count, channel.size()));
      }
      float[] numbers = new float[count];
      channel
          .map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(numbers);
      return numbers;
    }
  }

  /** The greatest difference between numbers at the same place; infinite if there is a NaN. */
  static double difference(float[] a, float[] b) {
    double greatest = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = Math.abs((double) a[i] - b[i]);
      greatest =
          Math.max(greatest, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
    }
    return greatest;
  }
}
