package anabranch.io.hostile;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An endless supply of hostile files, each the same for the same seed and number: good files of
 * which bytes were changed, and files made of parts that do not go together.
 */
final class HostileFiles {
  private final List<byte[]> archives;
  private final List<byte[]> pickles;
  private final List<byte[]> safetensors;
  private final long seed;

  HostileFiles(long seed) throws IOException {
    this.seed = seed;
    this.archives = Seeds.archives();
    this.pickles = Seeds.pickles();
    this.safetensors = Seeds.safetensors();
  }

  /** Lets {@code attempt} read file number {@code i}. */
  void run(long i, Attempt attempt) throws IOException {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + i);
    ZipPrograms zips = new ZipPrograms(random, pickles);
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> attempt.archive(Mutation.any(pick(archives, random), random));
      case 3 -> attempt.archive(zips.withMutatedPickle());
      case 4, 5 -> attempt.archive(zips.around(new PicklePrograms(random).any()));
      case 6, 7 -> attempt.archive(zips.any());
      case 8 -> attempt.safetensors(Mutation.any(pick(safetensors, random), random));
      default -> attempt.safetensors(new SafetensorsPrograms(random).any());
    }
  }

  private static byte[] pick(List<byte[]> from, SplittableRandom random) {
    return from.get(random.nextInt(from.size()));
  }
}
