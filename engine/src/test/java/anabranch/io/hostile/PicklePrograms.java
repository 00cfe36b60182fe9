package anabranch.io.hostile;

import java.util.random.RandomGenerator;

/** Pickles at random: of opcodes that mostly fit, deep ones, and ones with large numbers. */
final class PicklePrograms {
  private static final String[][] GLOBALS = {
    {"torch._utils", "_rebuild_tensor_v2"},
    {"torch._utils", "_rebuild_parameter"},
    {"collections", "OrderedDict"},
    {"torch.jit._pickle", "build_intlist"},
    {"torch.jit._pickle", "build_tensorlist"},
    {"torch.jit._pickle", "restore_type_tag"},
    {"torch", "FloatStorage"},
    {"torch", "LongStorage"},
    {"torch", "device"},
    {"__torch__", "A"},
    {"posix", "system"}
  };
  private static final long[] NUMBERS = {
    0, 1, 2, 4, 16, -1, 1L << 31, 1L << 32, 1L << 40, 1L << 62, Long.MAX_VALUE, Long.MIN_VALUE
  };
  private static final String[] TEXTS = {
    "storage", "0", "1", "cpu", "../version", "List[int]", "a", "", "\u00fc\ud83d\ude00"
  };

  private final RandomGenerator random;

  PicklePrograms(RandomGenerator random) {
    this.random = random;
  }

  /** Any program. */
  byte[] any() {
    return switch (random.nextInt(8)) {
      case 0 -> deep();
      case 1, 2 -> tensor();
      case 3 -> wide();
      default -> ops();
    };
  }

  private byte[] ops() {
    PickleCode code = PickleCode.begin();
    for (int n = random.nextInt(200); n > 0; n--) {
      op(code);
    }
    return random.nextInt(20) == 0 ? code.bytes() : code.end();
  }

  private void op(PickleCode code) {
    switch (random.nextInt(22)) {
      case 0 -> code.ops("]");
      case 1 -> code.ops("}");
      case 2 -> code.ops("(");
      case 3 -> code.ops(")");
      case 4 -> code.ops("t");
      case 5 -> code.ops("N");
      case 6 -> code.ops(random.nextBoolean() ? "a" : "e");
      case 7 -> code.ops(random.nextBoolean() ? "s" : "u");
      case 8 -> code.ops("R");
      case 9 -> code.ops("b");
      case 10 -> code.ops("Q");
      case 11, 12 -> code.number(number());
      case 13, 14 -> code.text(TEXTS[random.nextInt(TEXTS.length)]);
      case 15 -> code.raw(0x85 + random.nextInt(3));
      case 16 -> code.put(random.nextInt(8));
      case 17 -> code.get(random.nextInt(8));
      case 18, 19 -> global(code);
      case 20 -> code.object("__torch__", "A").ops("ub");
      default -> code.raw(random.nextInt(256));
    }
  }

  private long number() {
    return NUMBERS[random.nextInt(NUMBERS.length)];
  }

  private void global(PickleCode code) {
    String[] name = GLOBALS[random.nextInt(GLOBALS.length)];
    code.global(name[0], name[1]);
  }

  private byte[] tensor() {
    PickleCode code = PickleCode.begin();
    int rank = random.nextInt(20) == 0 ? 70 : random.nextInt(4);
    long[] sizes = new long[rank];
    long[] strides = new long[rank + (random.nextInt(30) == 0 ? 1 : 0)];
    for (int d = 0; d < rank; d++) {
      sizes[d] = random.nextInt(3) == 0 ? number() : random.nextInt(5);
      strides[d] = random.nextInt(3) == 0 ? number() : random.nextInt(3);
    }
    long offset = random.nextInt(4) == 0 ? number() : random.nextInt(3);
    long numel = random.nextInt(4) == 0 ? number() : 4;
    code.tensor("FloatStorage", "0", numel, offset, sizes, strides);
    return code.end();
  }

  private byte[] deep() {
    PickleCode code = PickleCode.begin();
    int depth = 1 << random.nextInt(16);
    String[] nest = {"]", "(", "}", "](", "N"};
    String open = nest[random.nextInt(nest.length)];
    for (int i = 0; i < depth; i++) {
      code.ops(open);
    }
    int close = new int[] {'a', 'e', 't', 0x85, 0x86, 'l', 'd'}[random.nextInt(7)];
    for (int i = 0; i < depth; i++) {
      code.raw(close);
    }
    return code.end();
  }

  /** Much of one thing. */
  private byte[] wide() {
    PickleCode code = PickleCode.begin().ops(random.nextBoolean() ? "](" : "}(");
    int count = 1 << (random.nextInt(100) == 0 ? 19 : random.nextInt(14));
    int kind = random.nextInt(6);
    for (int i = 0; i < count; i++) {
      switch (kind) {
        case 0 -> code.ops("]");
        case 1 -> code.ops("}");
        case 2 -> code.number(i);
        case 3 -> code.text("k" + i).ops("N");
        case 4 -> code.ops(")");
        default -> code.number(i).ops("N");
      }
    }
    return code.ops(random.nextBoolean() ? "e" : "u").end();
  }
}
