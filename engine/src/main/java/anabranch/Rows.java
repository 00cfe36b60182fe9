package anabranch;

import anabranch.shape.ShapeException;

/** Java's arrays of arrays as matrices. */
final class Rows {
  private Rows() {}

  static int width(float[][] rows) {
    return rows.length == 0 ? 0 : rows[0].length;
  }

  static int width(long[][] rows) {
    return rows.length == 0 ? 0 : rows[0].length;
  }

  static float[] joined(float[][] rows) {
    int width = width(rows);
    float[] all = new float[rows.length * width];
    for (int r = 0; r < rows.length; r++) {
      check(r, rows[r].length, width);
      System.arraycopy(rows[r], 0, all, r * width, width);
    }
    return all;
  }

  static long[] joined(long[][] rows) {
    int width = width(rows);
    long[] all = new long[rows.length * width];
    for (int r = 0; r < rows.length; r++) {
      check(r, rows[r].length, width);
      System.arraycopy(rows[r], 0, all, r * width, width);
    }
    return all;
  }

  private static void check(int row, int length, int width) {
    if (length != width) {
      throw new ShapeException(
          "of: expected sequence of length %d at row %d (got %d)".formatted(width, row, length));
    }
  }
}
