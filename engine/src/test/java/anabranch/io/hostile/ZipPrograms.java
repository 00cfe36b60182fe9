package anabranch.io.hostile;

import anabranch.io.hostile.ZipImage.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Zip files at random whose checksums are right, so that what is wrong is looked at deeper. */
final class ZipPrograms {
  private static final String[] NAMES = {
    "m/data/0", "m/data/../0", "m/code/__torch__.py", "m/constants.pkl", "m/byteorder", "m/x/",
    "n/data/0", "m/.data/serialization_id", "m//", "m/version", "m/data.pkl", "m/code/a/b.py"
  };

  private final RandomGenerator random;
  private final List<byte[]> pickles;

  /** Files around {@code pickles} that are good. */
  ZipPrograms(RandomGenerator random, List<byte[]> pickles) {
    this.random = random;
    this.pickles = pickles;
  }

  /** A file with a spoilt pickle and a right checksum. */
  byte[] withMutatedPickle() {
    byte[] good = pickles.get(random.nextInt(pickles.size()));
    return around(Mutation.any(good, random));
  }

  /** A file with this pickle. */
  byte[] around(byte[] pickle) {
    return Archives.of(pickle, new Part("m/data/0", new byte[16]));
  }

  /** A file with other parts than there should be, of which some numbers were changed. */
  byte[] any() {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("m/data.pkl", pickles.get(random.nextInt(pickles.size())), oneIn(6)));
    for (int n = oneIn(1_000) ? 60_000 : 0; n > 0; n--) {
      parts.add(new Part("m/code/m" + n + ".py", new byte[0]));
    }
    for (int n = random.nextInt(6); n > 0; n--) {
      parts.add(new Part(NAMES[random.nextInt(NAMES.length)], content(), oneIn(2)));
    }
    ZipImage zip = ZipImage.of(parts);
    for (int n = random.nextInt(4); n > 0; n--) {
      spoil(zip, parts.size());
    }
    return zip.bytes();
  }

  private boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  private byte[] content() {
    byte[] content = new byte[oneIn(200) ? 5 << 20 : oneIn(3) ? 16 : random.nextInt(300)];
    if (oneIn(2)) {
      random.nextBytes(content);
    }
    return content;
  }

  private void spoil(ZipImage zip, int parts) {
    int part = random.nextInt(parts);
    int other = random.nextInt(parts);
    long value = value(zip, other);
    switch (random.nextInt(8)) {
      case 0 -> zip.put32(zip.central(part) + 42, value);
      case 1 -> zip.put32(zip.central(part) + 20, value);
      case 2 -> zip.put32(zip.central(part) + 20, value).put32(zip.central(part) + 24, value);
      case 3 -> zip.put32(zip.local(part) + 26, value);
      case 4 -> zip.put16(zip.central(part) + 28 + 2 * random.nextInt(3), (int) value);
      case 5 -> zip.put64(zip.end64() + 24 + 8 * random.nextInt(4), value);
      case 6 -> zip.put32(zip.end() + 8 + 4 * random.nextInt(3), value);
      default -> zip.put16(zip.local(part) + 6 + 2 * random.nextInt(12), (int) value);
    }
  }

  private long value(ZipImage zip, int part) {
    return switch (random.nextInt(8)) {
      case 0 -> zip.local(part);
      case 1 -> zip.central(part);
      case 2 -> zip.data(part);
      case 3 -> -1;
      case 4 -> 1L << random.nextInt(63);
      case 5 -> zip.end64();
      default -> random.nextInt(300);
    };
  }
}
