package anabranch;

import anabranch.op.Op;

/** The operation behind a {@link Rounding}. */
final class Divisions {
  private Divisions() {}

  static Op.Binary of(Rounding rounding) {
    return switch (rounding) {
      case FLOOR -> Op.Binary.FLOOR_DIV;
      case TRUNC -> Op.Binary.TRUNC_DIV;
    };
  }
}
