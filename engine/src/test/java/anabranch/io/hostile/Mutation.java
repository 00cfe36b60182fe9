package anabranch.io.hostile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Ways to spoil any file. */
enum Mutation {
  FLIP_BITS {
    @Override
    byte[] apply(byte[] good, RandomGenerator random) {
      byte[] bad = good.clone();
      for (int n = 1 + random.nextInt(4); n > 0; n--) {
        bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      }
      return bad;
    }
  },
  SET_BYTES {
    @Override
    byte[] apply(byte[] good, RandomGenerator random) {
      byte[] bad = good.clone();
      for (int n = 1 + random.nextInt(8); n > 0; n--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      return bad;
    }
  },
  TRUNCATE {
    @Override
    byte[] apply(byte[] good, RandomGenerator random) {
      return Arrays.copyOf(good, random.nextInt(good.length));
    }
  },
  CUT_OUT {
    @Override
    byte[] apply(byte[] good, RandomGenerator random) {
      int from = random.nextInt(good.length);
      int to = Math.min(good.length, from + 1 + random.nextInt(64));
      byte[] bad = new byte[good.length - (to - from)];
      System.arraycopy(good, 0, bad, 0, from);
      System.arraycopy(good, to, bad, from, good.length - to);
      return bad;
    }
  },
  COPY_OVER {
    @Override
    byte[] apply(byte[] good, RandomGenerator random) {
      byte[] bad = good.clone();
      int length = 1 + random.nextInt(Math.min(96, good.length));
      System.arraycopy(
          good,
          random.nextInt(good.length - length + 1),
          bad,
          random.nextInt(good.length - length + 1),
          length);
      return bad;
    }
  },
  INSERT {
    @Override
    byte[] apply(byte[] good, RandomGenerator random) {
      int at = random.nextInt(good.length + 1);
      byte[] more = new byte[1 + random.nextInt(32)];
      random.nextBytes(more);
      byte[] bad = Arrays.copyOf(good, good.length + more.length);
      System.arraycopy(good, at, bad, at + more.length, good.length - at);
      System.arraycopy(more, 0, bad, at, more.length);
      return bad;
    }
  },
  /** A number of 2, 4 or 8 bytes becomes one that is often wrong. */
  SET_NUMBER {
    @Override
    byte[] apply(byte[] good, RandomGenerator random) {
      byte[] bad = good.clone();
      for (int n = 1 + random.nextInt(2); n > 0; n--) {
        put(bad, random.nextInt(bad.length), ODD[random.nextInt(ODD.length)], random);
      }
      return bad;
    }
  },
  /** A number of 2, 4 or 8 bytes is made a little larger or smaller. */
  NUDGE_NUMBER {
    @Override
    byte[] apply(byte[] good, RandomGenerator random) {
      byte[] bad = good.clone();
      int at = random.nextInt(bad.length);
      put(bad, at, (bad[at] & 0xFF) + random.nextInt(-70, 71), random);
      return bad;
    }
  },
  /** Two numbers change places. */
  SWAP_NUMBERS {
    @Override
    byte[] apply(byte[] good, RandomGenerator random) {
      byte[] bad = good.clone();
      int length = Math.min(2 << random.nextInt(3), good.length);
      int a = random.nextInt(good.length - length + 1);
      int b = Math.clamp(a + random.nextInt(-40, 41), 0, good.length - length);
      System.arraycopy(good, a, bad, b, length);
      System.arraycopy(good, b, bad, a, length);
      return bad;
    }
  };

  private static final long[] ODD = {
    0,
    1,
    -1,
    2,
    7,
    0x7F,
    0x80,
    0xFF,
    0x100,
    0x7FFF,
    0x8000,
    0xFFFF,
    0x10000,
    0x7FFFFFFF,
    0x80000000L,
    0xFFFFFFFFL,
    0x100000000L,
    1L << 36,
    1L << 62,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private static void put(byte[] bytes, int at, long value, RandomGenerator random) {
    int length = 1 << random.nextInt(4);
    byte[] number =
        ByteBuffer.allocate(8)
            .order(random.nextInt(8) == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
            .putLong(value)
            .array();
    System.arraycopy(number, 0, bytes, at, Math.min(length, bytes.length - at));
  }

  /** A spoilt copy of {@code good}, which is not empty. */
  abstract byte[] apply(byte[] good, RandomGenerator random);

  /** One to three mutations, one after the other. */
  static byte[] any(byte[] good, RandomGenerator random) {
    byte[] bad = good;
    for (int n = 1 + random.nextInt(3); n > 0 && bad.length > 0; n--) {
      bad = values()[random.nextInt(values().length)].apply(bad, random);
    }
    return bad;
  }
}
