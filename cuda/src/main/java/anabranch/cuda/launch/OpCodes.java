package anabranch.cuda.launch;

import anabranch.op.Op;

/** The codes by which kernels know operations: ops.cuh has the same constants in the same order. */
final class OpCodes {
  private OpCodes() {}

  static int of(Op.Unary op) {
    return code(op);
  }

  static int of(Op.Test op) {
    return code(op);
  }

  static int of(Op.Binary op) {
    return code(op);
  }

  static int of(Op.Compare op) {
    return code(op);
  }

  static int of(Op.Distribution distribution) {
    return code(distribution);
  }

  @SuppressWarnings("EnumOrdinal") // a test holds ops.cuh against the enums
  private static int code(Enum<?> constant) {
    return constant.ordinal();
  }
}
