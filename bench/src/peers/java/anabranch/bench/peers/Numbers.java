package anabranch.bench.peers;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;

/**
 * The file through which all engines get the same numbers: F32, little-endian, for each member and
 * direction its {@link Part}s in their order, then the input. The weights are uniform within 1 /
 * sqrt(C), as PyTorch starts them, the input within [0, 1).
 */
record Numbers(Path path, Job job) {
  private static final int DIRECTIONS = 2;
  private static final long SEED = 20261123;

  /** Writes the file anew; the same job gives the same bytes. */
  static Numbers write(Path path, Job job) throws IOException {
    Numbers numbers = new Numbers(path, job);
    SplittableRandom random = new SplittableRandom(SEED);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 20)) {
      float bound = (float) (1 / Math.sqrt(job.hidden()));
      write(out, numbers.weights(), -bound, bound, random);
      write(out, numbers.inputs(), 0, 1, random);
    }
    return numbers;
  }

  private static void write(
      OutputStream out, long count, float low, float high, SplittableRandom random)
      throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    for (long done = 0; done < count; ) {
      chunk.clear();
      for (; done < count && chunk.hasRemaining(); done++) {
        chunk.putFloat(low + (high - low) * (random.nextInt() >>> 8) * 0x1p-24f);
      }
      out.write(chunk.array(), 0, chunk.position());
    }
  }

  /** A parameter, read where it lies. */
  FloatBuffer weight(int member, int direction, Part part) {
    return map(byteOffset(member, direction, part), part.count(job.hidden()));
  }

  /** Where a parameter begins in the file. */
  long byteOffset(int member, int direction, Part part) {
    long at = (long) (member * DIRECTIONS + direction) * perDirection();
    for (Part before : Part.values()) {
      if (before == part) {
        break;
      }
      at += before.count(job.hidden());
    }
    return Float.BYTES * at;
  }

  /** The input [T, B, C], read where it lies. */
  FloatBuffer x() {
    return map(Float.BYTES * weights(), inputs());
  }

  /** The numbers of a buffer. */
  static float[] array(FloatBuffer buffer) {
    float[] copy = new float[buffer.remaining()];
    buffer.duplicate().get(copy);
    return copy;
  }

  private long weights() {
    return (long) job.members() * DIRECTIONS * perDirection();
  }

  private long perDirection() {
    long count = 0;
    for (Part part : Part.values()) {
      count += part.count(job.hidden());
    }
    return count;
  }

  private long inputs() {
    return (long) job.steps() * job.batch() * job.hidden();
  }

  private FloatBuffer map(long offset, long count) {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return channel
          .map(FileChannel.MapMode.READ_ONLY, offset, Float.BYTES * count)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path + " for " + job, e);
    }
  }
}
