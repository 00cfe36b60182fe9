package anabranch.cpu.kernel;

/**
 * Tiles one above another that one thread computes, and what it needs for that.
 *
 * @param tiles all tiles there are
 * @param first the first of them
 * @param end behind the last of them
 * @param tile where the sums are in between
 */
record Strip(RowTiles tiles, int first, int end, Tile tile) {
  static Strip of(FloatKernels kernels, RowTiles tiles, int first, int end) {
    return new Strip(tiles, first, end, tiles.newTile(kernels));
  }

  int firstRow() {
    return tiles.start(first);
  }

  int rows() {
    return tiles.start(end) - tiles.start(first);
  }
}
